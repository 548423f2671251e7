package io.colloquy.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The folder that keeps everything of one local Colloquy between its runs. Two folders are two
 * independent Colloquies.
 */
public record Home(Path folder) {

  /** What is there before the first start and what {@link #wipe} spares. */
  private static final List<String> DATA =
      List.of(
          "kafka",
          "postgres",
          "blobs",
          "state",
          "run",
          "logs",
          "api-key",
          "secrets-key",
          "demo-agent-id");

  public Home {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Makes the folders that are missing.
   *
   * @throws IOException if one cannot be made or written
   */
  public void create() throws IOException {
    for (var part : List.of(folder, logs(), run(), state(), archives())) {
      Files.createDirectories(part);
    }
  }

  /**
   * Removes all data, but nothing that somebody else put into the folder.
   *
   * @throws IOException if something cannot be removed
   */
  public void wipe() throws IOException {
    for (var name : DATA) {
      delete(folder.resolve(name));
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (var paths = Files.walk(root)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Held by the process that runs this Colloquy. */
  public Path lock() {
    return folder.resolve("lock");
  }

  public Path logs() {
    return folder.resolve("logs");
  }

  /** The log of one process. */
  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /** One file for each process that was started. */
  public Path run() {
    return folder.resolve("run");
  }

  private Path state() {
    return folder.resolve("state");
  }

  /** The ports of the last run. */
  public Path ports() {
    return state().resolve("ports.properties");
  }

  /** What runs now, for {@code status} and {@code down}. */
  public Path instance() {
    return state().resolve("instance.json");
  }

  /** Archives of loaded classes, with which a JVM starts faster. */
  public Path archives() {
    return folder.resolve("cds");
  }

  public Path kafka() {
    return folder.resolve("kafka");
  }

  public Path postgres() {
    return folder.resolve("postgres");
  }

  /** Recordings of calls. */
  public Path blobs() {
    return folder.resolve("blobs");
  }

  public Path apiKey() {
    return folder.resolve("api-key");
  }

  public Path secretsKey() {
    return folder.resolve("secrets-key");
  }

  public Path demoAgent() {
    return folder.resolve("demo-agent-id");
  }
}
