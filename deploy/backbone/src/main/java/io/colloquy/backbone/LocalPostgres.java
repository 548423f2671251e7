package io.colloquy.backbone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One real PostgreSQL server as a child process, on the loopback address. What it stored in a
 * folder is there again when it is started on the same folder.
 */
public final class LocalPostgres implements AutoCloseable {

  private final EmbeddedPostgres server;

  private LocalPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * @param folder where the data lives; created if missing
   * @param port the server's port, or 0 for any free one
   * @throws IOException if the server does not start
   */
  public static LocalPostgres start(Path folder, int port) throws IOException {
    Files.createDirectories(folder);
    return new LocalPostgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig("max_connections", "100")
            .setServerConfig("shared_buffers", "32MB")
            .start());
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

  @Override
  public void close() throws IOException {
    server.close();
  }
}
