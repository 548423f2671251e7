package io.colloquy.conversation.agents;

import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a list is asked for (page 073).
 *
 * @param pageSize 1 to 100
 * @param search part of the name, in any case of letters
 * @param archived only those that are archived, or only those that are not
 */
record ListQuery(
    int pageSize,
    Optional<String> search,
    Optional<Boolean> archived,
    SortBy sortBy,
    boolean descending,
    Optional<Cursor> cursor) {

  static final int DEFAULT_PAGE_SIZE = 30;
  static final int MAX_PAGE_SIZE = 100;

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

    String wireName() {
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

  /** A page that ends with this agent goes on here. */
  Cursor after(AgentList.Line last) {
    var value = sortBy == SortBy.NAME ? last.name() : last.createdAt().toString();
    return new Cursor(order(sortBy, descending), value, last.id());
  }

  private static String order(SortBy sortBy, boolean descending) {
    return sortBy.wireName() + (descending ? " desc" : " asc");
  }

  /**
   * Each parameter as it came, null where it was left out.
   *
   * @throws InvalidRequest that names every parameter that is wrong
   */
  static ListQuery of(
      String pageSize,
      String search,
      String archived,
      String sortBy,
      String sortDirection,
      String cursor) {
    List<Flaw> flaws = new ArrayList<>();
    int size = size(pageSize, flaws);
    var only = flag(archived, flaws);
    var column = sortBy(sortBy, flaws);
    boolean descending = descending(sortDirection, flaws);
    var from = cursor(cursor, column, descending, flaws);
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    var part = Optional.ofNullable(search).filter(text -> !text.isBlank());
    return new ListQuery(size, part, only, column, descending, from);
  }

  private static Optional<Cursor> cursor(
      String text, SortBy sortBy, boolean descending, List<Flaw> flaws) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    var cursor = Cursor.read(text, order(sortBy, descending)).filter(sortBy::knows);
    if (cursor.isEmpty()) {
      flaws.add(Flaw.ofValue(at("cursor"), "Input should be a cursor of the same list"));
    }
    return cursor;
  }

  private static int size(String text, List<Flaw> flaws) {
    if (text == null || text.isEmpty()) {
      return DEFAULT_PAGE_SIZE;
    }
    try {
      int size = Integer.parseInt(text);
      if (size < 1) {
        flaws.add(
            new Flaw(
                at("page_size"),
                "Input should be greater than or equal to 1",
                "greater_than_equal"));
      } else if (size > MAX_PAGE_SIZE) {
        flaws.add(
            new Flaw(
                at("page_size"), "Input should be less than or equal to 100", "less_than_equal"));
      }
      return size;
    } catch (NumberFormatException e) {
      flaws.add(new Flaw(at("page_size"), "Input should be a valid integer", "int_parsing"));
      return DEFAULT_PAGE_SIZE;
    }
  }

  private static Optional<Boolean> flag(String text, List<Flaw> flaws) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.equals("true") && !text.equals("false")) {
      flaws.add(new Flaw(at("archived"), "Input should be a valid boolean", "bool_parsing"));
    }
    return Optional.of(text.equals("true"));
  }

  private static SortBy sortBy(String text, List<Flaw> flaws) {
    if (text == null || text.isEmpty()) {
      return SortBy.CREATED_AT;
    }
    var found = Arrays.stream(SortBy.values()).filter(s -> s.wireName().equals(text)).findFirst();
    if (found.isEmpty()) {
      var names =
          Arrays.stream(SortBy.values()).map(SortBy::wireName).collect(Collectors.joining("', '"));
      flaws.add(new Flaw(at("sort_by"), "Input should be '" + names + "'", "enum"));
    }
    return found.orElse(SortBy.CREATED_AT);
  }

  private static boolean descending(String text, List<Flaw> flaws) {
    if (text != null && !text.isEmpty() && !text.equals("asc") && !text.equals("desc")) {
      flaws.add(new Flaw(at("sort_direction"), "Input should be 'asc', 'desc'", "enum"));
    }
    return !"asc".equals(text);
  }

  private static List<Object> at(String parameter) {
    return List.of(Flaw.QUERY, parameter);
  }
}
