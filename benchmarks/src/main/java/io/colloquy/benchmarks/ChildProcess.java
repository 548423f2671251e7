package io.colloquy.benchmarks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One process of the system under test. Its errors go to a log beside its data. */
final class ChildProcess implements Closeable {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final String name;
  private final Path log;

  private ChildProcess(Process process, String name, Path log) {
    this.process = process;
    this.name = name;
    this.log = log;
  }

  /** A process whose output is read with {@link #output}. */
  static ChildProcess talking(String name, List<String> command, Path folder) throws IOException {
    return start(name, command, Map.of(), folder, true);
  }

  /** A process that only logs. */
  static ChildProcess logging(
      String name, List<String> command, Map<String, String> environment, Path folder)
      throws IOException {
    return start(name, command, environment, folder, false);
  }

  private static ChildProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      boolean talking)
      throws IOException {
    var log = folder.resolve(name + ".log");
    var builder = new ProcessBuilder(command).redirectError(log.toFile());
    if (!talking) {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    builder.environment().putAll(environment);
    return new ChildProcess(builder.start(), name, log);
  }

  /** The command line of this very Java with these arguments. */
  static List<String> java(String... arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.concat(Stream.of(java), Stream.of(arguments)).toList();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  BufferedReader output() {
    return process.inputReader();
  }

  /**
   * @throws IllegalStateException if the process has ended
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " ended with " + process.exitValue() + "; see " + log);
    }
  }

  /** Asks the process to stop, by its standard input and a signal; kills it if it does not. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(1, TimeUnit.SECONDS)) {
        return;
      }
      process.destroy();
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
