package io.colloquy.local;

import io.colloquy.backbone.LocalPostgres;
import java.io.IOException;

/** PostgreSQL, which is started again on the same port when it ends although nobody asked it to. */
final class Database implements AutoCloseable {

  private final LocalPostgres.Place place;
  private final Console console;
  private LocalPostgres server;
  private boolean closed;

  private Database(LocalPostgres.Place place, Console console, LocalPostgres server) {
    this.place = place;
    this.console = console;
    this.server = server;
  }

  static Database start(LocalPostgres.Place place, int port, Console console) throws IOException {
    var database = new Database(place, console, LocalPostgres.startUntilClosed(place, port));
    database.watch();
    return database;
  }

  synchronized LocalPostgres server() {
    return server;
  }

  private synchronized void watch() throws IOException {
    var _ =
        ProcessHandle.of(server.pid())
            .orElseThrow(() -> new IOException("postgresql ended at once"))
            .onExit()
            .thenRun(this::startAgain);
  }

  private synchronized void startAgain() {
    if (closed) {
      return;
    }
    console.step("postgresql ended and is started again");
    try {
      server.close(); // lets go of its data
      server = LocalPostgres.startUntilClosed(place, server.port());
      watch();
    } catch (IOException e) {
      console.step("postgresql cannot be started again: " + e.getMessage());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    server.close();
  }
}
