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
 * taken all the same: some servers forget it.
 */
final class ServerSentEvents {

  private final BufferedReader lines;

  ServerSentEvents(InputStream stream) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** Waits for the next event; empty at the end of the stream. */
  Optional<ServerSentEvent> next() throws IOException {
    var name = "";
    var data = new StringJoiner("\n");
    boolean any = false;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && any) {
        return Optional.of(new ServerSentEvent(name, data.toString()));
      } else if (line.isEmpty()) {
        name = "";
      } else if (line.startsWith("data:")) {
        data.add(value(line));
        any = true;
      } else if (line.startsWith("event:")) {
        name = value(line);
      }
    }
    return any ? Optional.of(new ServerSentEvent(name, data.toString())) : Optional.empty();
  }

  private static String value(String line) {
    var value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
