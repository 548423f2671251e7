package io.colloquy.analysis.chaos;

import io.colloquy.backbone.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** PostgreSQL, which is killed with all its processes and has to recover from its log. */
final class Database implements Part {

  private final Path folder;
  private final int port;
  private LocalPostgres server;

  Database(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  LocalPostgres server() {
    return server;
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public void start() throws IOException {
    if (server != null) {
      server.close(); // its remains
    }
    server = LocalPostgres.start(folder, port);
  }

  @Override
  public void kill() throws IOException {
    Programs.kill(ProcessHandle.of(server.pid()).orElseThrow());
  }

  /** The number that a query answers. */
  long number(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.user());
  }
}
