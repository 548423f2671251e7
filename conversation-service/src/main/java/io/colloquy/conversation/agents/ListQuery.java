package io.colloquy.conversation.agents;

import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.Arguments;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a list is asked for (page 073).
 *
 * @param pageSize 1 to 100
 * @param search part of the name, in any case of letters
 * @param archived only those that are archived, or only those that are not
 * @param tags of which an agent has at least one; all agents if there are none
 * @param creator who made them; an agent's creator is its workspace
 */
record ListQuery(
    int pageSize,
    Optional<String> search,
    Optional<Boolean> archived,
    List<String> tags,
    Optional<String> creator,
    SortBy sortBy,
    boolean descending,
    Optional<Cursor> cursor) {

  private static final int DEFAULT_PAGE_SIZE = 30;
  private static final String WHO_ASKS = "@me";

  /** What a list may be sorted by. The id settles ties. */
  enum SortBy {
    CREATED_AT("createdAt"),
    NAME("name");

    private final String column;

    SortBy(String column) {
      this.column = column;
    }

    /** The name of the attribute in a query. */
    String column() {
      return column;
    }

    private String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What a cursor says, as a query compares it. */
    Object value(Cursor cursor) {
      return this == NAME ? cursor.value() : Instant.parse(cursor.value());
    }

    private boolean knows(Cursor cursor) {
      try {
        return value(cursor) != null;
      } catch (DateTimeException e) {
        return false;
      }
    }
  }

  /**
   * @throws InvalidRequest if the cursor is not of this list
   */
  static ListQuery of(Arguments query, Workspace workspace) {
    var sortBy =
        query.text("sort_by").filter("name"::equals).isPresent() ? SortBy.NAME : SortBy.CREATED_AT;
    boolean descending = !query.text("sort_direction").equals(Optional.of("asc"));
    return new ListQuery(
        query.number("page_size").map(Math::toIntExact).orElse(DEFAULT_PAGE_SIZE),
        query.text("search").filter(text -> !text.isBlank()),
        query.flag("archived"),
        query.list("tags"),
        query.text("created_by_user_id").map(id -> id.equals(WHO_ASKS) ? workspace.id() : id),
        sortBy,
        descending,
        query.text("cursor").map(text -> cursor(text, sortBy, descending)));
  }

  private static Cursor cursor(String text, SortBy sortBy, boolean descending) {
    return Cursor.read(text, order(sortBy, descending))
        .filter(sortBy::knows)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, "cursor"),
                        "Input should be a cursor of the same list")));
  }

  /** A page that ends with this agent goes on here. */
  Cursor after(AgentList.Line last) {
    var value = sortBy == SortBy.NAME ? last.name() : last.createdAt().toString();
    return new Cursor(order(sortBy, descending), value, last.id());
  }

  private static String order(SortBy sortBy, boolean descending) {
    return sortBy.wireName() + (descending ? " desc" : " asc");
  }
}
