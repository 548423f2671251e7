package io.colloquy.analysis.api;

import io.colloquy.analysis.store.ListQuery;
import io.colloquy.analysis.store.Position;
import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
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
  private static final String ORDER = "started_at desc";
  private static final Pattern SECONDS = Pattern.compile("-?\\d{1,18}");

  /**
   * @throws InvalidRequest that names every parameter that is wrong
   */
  static ListQuery read(MultivaluedMap<String, String> query) {
    // No summary exists before a conversation is analysed, so both summary modes answer the same.
    var arguments = OPERATION.query(query);
    return new ListQuery(
        arguments.text("agent_id"),
        arguments.text("user_id"),
        arguments.text("call_successful"),
        arguments.number("call_start_before_unix"),
        arguments.number("call_start_after_unix"),
        arguments.number("page_size").map(Math::toIntExact).orElseThrow(),
        position(arguments));
  }

  /** The text from which {@link #read} finds this place again. */
  static String cursor(Position position) {
    var seconds = Long.toString(position.startedAtUnixSecs());
    return new Cursor(ORDER, seconds, position.conversationId()).text();
  }

  private static Optional<Position> position(Arguments arguments) {
    return arguments
        .text("cursor")
        .map(
            text ->
                Cursor.read(text, ORDER)
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
