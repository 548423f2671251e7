package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Refusal;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the answers of the database. */
final class Rows {

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>();
    rows.forEach(row -> all.add(read.apply(row)));
    return List.copyOf(all);
  }

  static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
    return all(rows, read).stream().findFirst();
  }

  /**
   * @throws Refusal (404) if there is none
   */
  static <T> T only(RowSet<Row> rows, Function<Row, T> read, String kind, String id) {
    return first(rows, read).orElseThrow(() -> Refusal.notFound(kind, id));
  }

  private Rows() {}
}
