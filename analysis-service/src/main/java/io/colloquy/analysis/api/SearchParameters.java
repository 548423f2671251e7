package io.colloquy.analysis.api;

import io.colloquy.analysis.store.WordSearch;
import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which words a client looks for, and where the list of them goes on. */
final class SearchParameters {

  private static final Operation OPERATION = ApiDocument.get().operation("searchMessages");

  /** A number, and the index of a turn. */
  private static final Pattern VALUE =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?(?:E-?\\d{1,3})?) (\\d{1,9})");

  /**
   * @throws InvalidRequest that names every parameter that is wrong
   */
  static WordSearch read(Workspace workspace, MultivaluedMap<String, String> query) {
    var arguments = OPERATION.query(query);
    var order =
        WordSearch.Order.valueOf(arguments.text("sort_by").orElseThrow().toUpperCase(Locale.ROOT));
    return new WordSearch(
        workspace,
        arguments.text("text_query").orElseThrow(),
        ListFilters.read(arguments),
        order,
        arguments.number("page_size").map(Math::toIntExact).orElseThrow(),
        arguments.text("cursor").map(text -> place(text, order)));
  }

  /** The text from which {@link #read} finds this place of the list again. */
  static String cursor(WordSearch search, WordSearch.Place place) {
    var value = place.value() + " " + place.turnIndex();
    return new Cursor(name(search.order()), value, place.conversationId()).text();
  }

  private static WordSearch.Place place(String text, WordSearch.Order order) {
    return Cursor.read(text, name(order))
        .flatMap(SearchParameters::place)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, "cursor"),
                        "Input should be a cursor of the same list")));
  }

  private static Optional<WordSearch.Place> place(Cursor cursor) {
    var parts = VALUE.matcher(cursor.value());
    return parts.matches()
        ? Optional.of(
            new WordSearch.Place(
                Double.parseDouble(parts.group(1)), cursor.id(), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  private static String name(WordSearch.Order order) {
    return "words by " + order.name().toLowerCase(Locale.ROOT);
  }

  private SearchParameters() {}
}
