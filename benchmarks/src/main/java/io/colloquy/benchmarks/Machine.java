package io.colloquy.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What a figure was measured on: without it the figure says nothing. */
final class Machine {

  private Machine() {}

  /** Processor, cores, memory, system and Java in one line. */
  static String name() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s memory, %s %s, Java %s",
        firstValue("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        firstValue("/proc/meminfo", "MemTotal"),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.runtime.version"));
  }

  /** How busy the machine is by itself: runnable processes in the last minute, on average. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String firstValue(String file, String key) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown (no " + file + ")";
    }
  }
}
