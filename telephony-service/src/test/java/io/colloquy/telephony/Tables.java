package io.colloquy.telephony;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** The tables as somebody with a key to the database sees them. */
public final class Tables {

  /** The first column of every row. */
  public List<String> texts(String query, List<String> parameters) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (var connection = connect();
        var statement = statement(connection, query, parameters);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  /** How many rows changed. */
  public int change(String change, List<String> parameters) throws SQLException {
    try (var connection = connect();
        var statement = statement(connection, change, parameters)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement statement(
      Connection connection, String sql, List<String> parameters) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      statement.setString(i + 1, parameters.get(i));
    }
    return statement;
  }

  private static Connection connect() throws SQLException {
    var config = ConfigProvider.getConfig();
    return DriverManager.getConnection(
        config.getValue("quarkus.datasource.jdbc.url", String.class),
        config.getValue("quarkus.datasource.username", String.class),
        config.getValue("quarkus.datasource.password", String.class));
  }
}
