package io.colloquy.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends what an earlier run left behind that could not end it itself. */
public final class Leftovers {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ProcessFiles files;
  private final Path postgresNote;

  /**
   * @param postgresNote the database server's own note of its process; it may be missing
   */
  public Leftovers(ProcessFiles files, Path postgresNote) {
    this.files = files;
    this.postgresNote = postgresNote;
  }

  /**
   * Ends the services first, then the database server.
   *
   * @return how many processes there were
   * @throws IOException if they cannot be found out
   */
  public int end() throws IOException, InterruptedException {
    var services = files.alive();
    services.forEach(ProcessHandle::destroy);
    endAfterPatience(services);

    var server = postgres().stream().toList();
    for (var process : server) {
      interrupt(process);
    }
    endAfterPatience(server);
    return services.size() + server.size();
  }

  private Optional<ProcessHandle> postgres() throws IOException {
    if (!Files.exists(postgresNote)) {
      return Optional.empty();
    }
    return Files.readAllLines(postgresNote).stream()
        .findFirst()
        .map(String::strip)
        .filter(line -> line.matches("\\d{1,9}"))
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
        .filter(p -> p.info().command().filter(c -> c.endsWith("postgres")).isPresent());
  }

  /** The signal that makes PostgreSQL end at once, in good order, whoever is connected. */
  private static void interrupt(ProcessHandle process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  private static void endAfterPatience(List<ProcessHandle> processes) throws InterruptedException {
    var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    var all = CompletableFuture.allOf(ends);
    var inTime =
        all.thenApply(done -> true)
            .completeOnTimeout(false, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!inTime.join()) {
      processes.forEach(ProcessHandle::destroyForcibly);
      all.join();
    }
  }
}
