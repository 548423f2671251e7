package io.colloquy.local;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the one who started Colloquy reads: each line with the seconds since the start. */
final class Console {

  private final PrintStream out;
  private final Clock clock;
  private final Instant start;

  Console(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  void step(String text) {
    out.println(String.format(Locale.ROOT, "[%5.1f s] %s", seconds(), text));
  }

  void plain(String text) {
    out.println(text);
  }

  double seconds() {
    return Duration.between(start, clock.instant()).toMillis() / 1000.0;
  }
}
