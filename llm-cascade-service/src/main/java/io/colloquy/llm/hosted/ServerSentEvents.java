package io.colloquy.llm.hosted;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Cuts a stream of bytes into events, as the HTML standard describes them; ids and times to
 * reconnect are of no use here. An event that the stream does not complete with an empty line is
 * taken all the same: some servers forget it. Some tell of an error in a field of its own.
 */
final class ServerSentEvents {

  private static final String ERROR = "error";

  private final BufferedReader lines;
  private Optional<String> stray = Optional.empty();

  ServerSentEvents(InputStream stream) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** Waits for the next event; empty at the end of the stream. */
  Optional<ServerSentEvent> next() throws IOException {
    var name = "";
    var data = new StringJoiner("\n");
    boolean any = false;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var field = field(line);
      if (line.isEmpty() && any) {
        return Optional.of(new ServerSentEvent(name, data.toString()));
      } else if (line.isEmpty()) {
        name = "";
      } else if (field.equals("data") || field.equals(ERROR)) {
        name = field.equals(ERROR) ? ERROR : name;
        data.add(value(line));
        any = true;
      } else if (field.equals("event")) {
        name = value(line);
      } else if (line.startsWith("{") || line.startsWith("[")) {
        stray = Optional.of(stray.orElse(line));
      }
    }
    return any ? Optional.of(new ServerSentEvent(name, data.toString())) : Optional.empty();
  }

  /** The first line that looks like JSON where an event should be: mostly the news of an error. */
  Optional<String> stray() {
    return stray;
  }

  /** A stream may begin with a mark of its byte order. */
  private static String field(String line) {
    var field = line.substring(0, Math.max(0, line.indexOf(':')));
    return field.startsWith("\uFEFF") ? field.substring(1) : field;
  }

  private static String value(String line) {
    var value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
