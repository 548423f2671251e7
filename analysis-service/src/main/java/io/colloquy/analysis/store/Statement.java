package io.colloquy.analysis.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What is asked of the database, or done to it.
 *
 * @param sql with a question mark for each value
 */
record Statement(String sql, List<Object> values) {

  /** The rows; to be called within a transaction. */
  Uni<List<Object[]>> run() {
    return Panache.getSession()
        .flatMap(
            session -> {
              var query = session.createNativeQuery(numbered(), Object[].class);
              for (int i = 0; i < values.size(); i++) {
                query.setParameter(i + 1, values.get(i));
              }
              return query.getResultList();
            });
  }

  /** The rows of a statement that tells one text of each; to be called within a transaction. */
  Uni<List<String>> texts() {
    return Panache.getSession()
        .flatMap(
            session -> {
              var query = session.createNativeQuery(numbered(), String.class);
              for (int i = 0; i < values.size(); i++) {
                query.setParameter(i + 1, values.get(i));
              }
              return query.getResultList();
            });
  }

  /** Changes rows; to be called within a transaction. */
  Uni<Void> execute() {
    return Panache.getSession()
        .flatMap(
            session -> {
              var change = session.createNativeQuery(numbered());
              for (int i = 0; i < values.size(); i++) {
                change.setParameter(i + 1, values.get(i));
              }
              return change.executeUpdate();
            })
        .replaceWithVoid();
  }

  private String numbered() {
    var pieces = sql.split("\\?", -1);
    var text = new StringBuilder(pieces[0]);
    for (int number = 1; number < pieces.length; number++) {
      text.append('?').append(number).append(pieces[number]);
    }
    return text.toString();
  }
}
