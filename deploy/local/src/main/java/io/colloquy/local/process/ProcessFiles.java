package io.colloquy.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file for each running process, so that a later run can find what an earlier one left behind.
 * A file holds the process id and when the process started, in milliseconds since 1970: ids are
 * given out again, the two together are not.
 */
public final class ProcessFiles {

  /** The operating system's clock may have been set since. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final String SUFFIX = ".pid";

  private final Path folder;

  public ProcessFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws IOException if the file cannot be written
   */
  public void put(String name, long pid) throws IOException {
    var started =
        ProcessHandle.of(pid).flatMap(p -> p.info().startInstant()).orElseGet(Instant::now);
    Files.writeString(file(name), pid + " " + started.toEpochMilli() + "\n");
  }

  /**
   * @throws IOException if the file cannot be removed
   */
  public void remove(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  /**
   * The processes on file that still run. Files of others are removed.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<ProcessHandle> alive() throws IOException {
    List<ProcessHandle> alive = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (var file : files) {
        var process = processIn(file);
        process.ifPresent(alive::add);
        if (process.isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
    return alive;
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }

  private static Optional<ProcessHandle> processIn(Path file) throws IOException {
    try {
      var parts = Files.readString(file).strip().split(" ");
      var started = Instant.ofEpochMilli(Long.parseLong(parts[1]));
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(p -> p.info().startInstant().filter(s -> isNear(s, started)).isPresent());
    } catch (NoSuchFileException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty(); // gone, or half written when the power went
    }
  }

  private static boolean isNear(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(TOLERANCE) <= 0;
  }
}
