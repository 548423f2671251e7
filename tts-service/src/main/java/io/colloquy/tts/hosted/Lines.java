package io.colloquy.tts.hosted;

import io.colloquy.tts.voice.SynthesisFailure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines of UTF-8 from bytes that were cut anywhere. */
final class Lines {

  /** In bytes. A line holds some seconds of sound at most. */
  private static final int LONGEST = 8_000_000;

  private final String provider;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  Lines(String provider) {
    this.provider = provider;
  }

  /** The lines that end with these bytes, without their ends. */
  List<String> add(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        begun.write(bytes, from, i - from);
        lines.add(take());
        from = i + 1;
      }
    }
    begun.write(bytes, from, bytes.length - from);
    if (begun.size() > LONGEST) {
      throw new SynthesisFailure(provider + " sends a line without end");
    }
    return lines;
  }

  /** What stands behind the last line end. */
  String rest() {
    return take();
  }

  private String take() {
    var line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
