package io.colloquy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How much processor time a process has used, from {@code /proc} (Linux). */
final class CpuClock {

  /** A tick is a hundredth of a second on every Linux that Java runs on. */
  private static final long MS_PER_TICK = 10;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private CpuClock() {}

  /** Of the whole process and its children that still run, in milliseconds. */
  static long ofProcess(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(one -> milliseconds(Path.of("/proc", Long.toString(one.pid()), "stat")))
        .sum();
  }

  /**
   * Of the threads of the process that still run, in milliseconds, by name without a number at its
   * end. Linux knows the first 15 characters of a name.
   */
  static Map<String, Long> ofThreads(ProcessHandle process) {
    Map<String, Long> used = new TreeMap<>();
    try (var threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      threads.forEach(
          thread -> used.merge(name(thread), milliseconds(thread.resolve("stat")), Long::sum));
    } catch (IOException e) {
      throw new IllegalStateException("no threads of process " + process.pid(), e);
    }
    return used;
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip().replaceFirst("[-#\\d]+$", "");
    } catch (IOException e) {
      return "ended"; // between the listing and the reading
    }
  }

  private static long milliseconds(Path stat) {
    try {
      var line = Files.readString(stat);
      var afterName = line.substring(line.lastIndexOf(')') + 2).split(" ");
      long ticks = Long.parseLong(afterName[USER_TIME]) + Long.parseLong(afterName[SYSTEM_TIME]);
      return ticks * MS_PER_TICK;
    } catch (IOException e) {
      return 0; // it has ended
    }
  }
}
