package io.colloquy.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** What stands above every table of results. */
final class Results {

  private Results() {}

  /** When, which code and on what; as lines of a list. */
  static String provenance() {
    return "- measured %s, commit %s%n- machine: %s%n"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            System.getProperty("colloquy.commit", "unknown"),
            Machine.name());
  }
}
