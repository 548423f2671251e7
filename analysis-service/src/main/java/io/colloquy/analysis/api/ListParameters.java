package io.colloquy.analysis.api;

import io.colloquy.analysis.store.ListQuery;
import io.colloquy.analysis.store.Position;
import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Arguments;
import io.colloquy.rest.document.Operation;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client wants of the list, and where the list goes on. */
final class ListParameters {

  private static final Operation OPERATION = ApiDocument.get().operation("listConversations");
  private static final Pattern SECONDS = Pattern.compile("-?\\d{1,18}");

  /**
   * @throws InvalidRequest that names every parameter that is wrong
   */
  static ListQuery read(Workspace workspace, MultivaluedMap<String, String> query) {
    var arguments = OPERATION.query(query);
    boolean ascending = arguments.text("sort_direction").equals(Optional.of("asc"));
    return new ListQuery(
        workspace,
        ListFilters.read(arguments),
        ascending,
        arguments.text("summary_mode").equals(Optional.of("include")),
        arguments.number("page_size").map(Math::toIntExact).orElseThrow(),
        position(arguments, order(ascending)));
  }

  /** The text from which {@link #read} finds this place of the list again. */
  static String cursor(ListQuery query, Position position) {
    var seconds = Long.toString(position.startedAtUnixSecs());
    return new Cursor(order(query.ascending()), seconds, position.conversationId()).text();
  }

  private static String order(boolean ascending) {
    return ascending ? "started_at asc" : "started_at desc";
  }

  private static Optional<Position> position(Arguments arguments, String order) {
    return arguments
        .text("cursor")
        .map(
            text ->
                Cursor.read(text, order)
                    .filter(cursor -> SECONDS.matcher(cursor.value()).matches())
                    .map(cursor -> new Position(Long.parseLong(cursor.value()), cursor.id()))
                    .orElseThrow(ListParameters::foreignCursor));
  }

  private static InvalidRequest foreignCursor() {
    return new InvalidRequest(
        Flaw.ofValue(List.of(Flaw.QUERY, "cursor"), "Input should be a cursor of the same list"));
  }

  private ListParameters() {}
}
