package io.colloquy.backbone;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One real PostgreSQL server as a process of its own, on the loopback address. What it stored in a
 * folder is there again when it is started on the same folder.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final Optional<ProcessHandle> NO_PROCESS = Optional.empty();
  private static final long PATIENCE_SECONDS = 10;

  private final EmbeddedPostgres server;
  private final Place place;

  /**
   * Where a server lives.
   *
   * @param folder its data; created if missing
   * @param log what it says is appended here; empty for this process's logging
   * @param binaries the folder into which the server's programs are unpacked once, to be shared by
   *     many servers; empty for one in the temporary directory
   */
  public record Place(Path folder, Optional<Path> log, Optional<Path> binaries) {

    /** The server's own note of its process and address; it is there while the server runs. */
    public Path note() {
      return data().resolve("postmaster.pid");
    }

    private Path data() {
      return folder.resolve("data");
    }
  }

  private LocalPostgres(EmbeddedPostgres server, Place place) {
    this.server = server;
    this.place = place;
  }

  /**
   * Starts a server that is stopped with this JVM at the latest.
   *
   * @param folder where the data lives; created if missing
   * @param port the server's port, or 0 for any free one
   * @throws IOException if the server does not start
   */
  public static LocalPostgres start(Path folder, int port) throws IOException {
    var place = new Place(folder, Optional.empty(), Optional.empty());
    return start(place, server(place, port));
  }

  /**
   * Starts a server that runs until it is closed, even while this JVM's shutdown hooks run: those
   * who use it can be stopped first.
   *
   * @param port the server's port, or 0 for any free one
   * @throws IOException if the server does not start
   */
  public static LocalPostgres startUntilClosed(Place place, int port) throws IOException {
    return start(place, server(place, port).setRegisterShutdownHook(false));
  }

  private static LocalPostgres start(Place place, EmbeddedPostgres.Builder server)
      throws IOException {
    Files.createDirectories(place.folder());
    return new LocalPostgres(server.start(), place);
  }

  private static EmbeddedPostgres.Builder server(Place place, int port) {
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(place.data())
            .setCleanDataDirectory(false)
            .setPort(port)
            // The builder's default is a server for throw-away data: it answers a commit before it
            // has written it, and loses it when it is killed.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100")
            .setServerConfig("shared_buffers", "32MB");
    place.log().map(Path::toFile).map(Redirect::appendTo).ifPresent(server::setOutputRedirector);
    place.binaries().map(Path::toFile).ifPresent(server::setOverrideWorkingDirectory);
    return server;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return server.getPort();
  }

  public String database() {
    return "postgres";
  }

  public String user() {
    return "postgres";
  }

  /** For Flyway. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + database();
  }

  /** For the reactive client. */
  public String reactiveUrl() {
    return "postgresql://" + host() + ":" + port() + "/" + database();
  }

  /**
   * The server's process id.
   *
   * @throws IOException if the server is not running
   */
  public long pid() throws IOException {
    return pidIn(Files.readAllLines(place.note()));
  }

  private static long pidIn(List<String> note) throws IOException {
    if (note.isEmpty()) {
      throw new IOException("the server's note is empty");
    }
    return Long.parseLong(note.getFirst().strip());
  }

  /** Stops the server and returns when its process is gone. */
  @Override
  public void close() throws IOException {
    // The server takes its note away a moment before it ends.
    var process = Files.exists(place.note()) ? ProcessHandle.of(pid()) : NO_PROCESS;
    server.close();
    process.ifPresent(p -> p.onExit().completeOnTimeout(p, PATIENCE_SECONDS, SECONDS).join());
  }
}
