package io.colloquy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a process needs of memory: from {@code /proc} (Linux), and from the log of its collector.
 */
final class MemoryGauge {

  private static final int KB_PER_MB = 1_024;

  /**
   * For example {@code [12.3s][info][gc] GC(7) Pause Young (Allocation Failure) 90M->31M(124M)}.
   */
  private static final Pattern COLLECTION = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)");

  private final ProcessHandle process;
  private final Path log;

  /**
   * @param log of the collector
   */
  MemoryGauge(ProcessHandle process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** The JVM's option for a log that this reads. */
  static String option(Path log) {
    return "-Xlog:gc:file=" + log;
  }

  /** What the process holds of the machine's memory now. */
  int residentMb() throws IOException {
    return status("VmRSS:");
  }

  /** The most that it ever held. */
  int mostResidentMb() throws IOException {
    return status("VmHWM:");
  }

  private int status(String key) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith(key))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / KB_PER_MB)
        .findFirst()
        .orElseThrow();
  }

  /** Collects everything that can be collected. */
  void collect() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var collection =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collection.waitFor() != 0) {
      throw new IOException("jcmd ended with " + collection.exitValue());
    }
  }

  /** How many collections there were. */
  int collections() throws IOException {
    return heapsMb().size();
  }

  /** What was in the heap after each collection so far. */
  List<Integer> heapsMb() throws IOException {
    return Files.readAllLines(log).stream()
        .map(COLLECTION::matcher)
        .filter(line -> line.find())
        .map(line -> Integer.valueOf(line.group(1)))
        .toList();
  }
}
