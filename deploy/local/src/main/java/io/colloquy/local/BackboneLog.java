package io.colloquy.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What Kafka and the launcher's other libraries log goes to a file, not to the console. */
final class BackboneLog {

  private static final int BYTES = 10 * 1024 * 1024;
  private static final int FILES = 1;
  private static final String FORMAT = "%1$tF %1$tT.%1$tL %4$-7s %3$s %5$s%6$s%n";

  /** Held, because a logger that nobody holds loses its settings. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("kafka"));

  static void writeTo(Path file) throws IOException {
    System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
    // Kafka touches log4j without logging through it; unasked, log4j complains on the console.
    System.setProperty("log4j.provider", "org.apache.logging.log4j.simple.internal.SimpleProvider");
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
      handler.close();
    }
    var handler = new FileHandler(file.toString(), BYTES, FILES, true);
    handler.setFormatter(new SimpleFormatter());
    root.addHandler(handler);
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  private BackboneLog() {}
}
