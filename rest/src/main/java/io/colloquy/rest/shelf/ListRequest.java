package io.colloquy.rest.shelf;

import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.document.Arguments;
import io.smallrye.mutiny.Uni;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a list is asked for.
 *
 * @param pageSize 1 or more
 * @param prefix with which the name begins, in any case of letters
 * @param types one of which the document has; all if there are none
 */
public record ListRequest(
    int pageSize,
    Optional<String> prefix,
    List<String> types,
    SortBy sortBy,
    boolean descending,
    Optional<Cursor> cursor) {

  static final int DEFAULT_PAGE_SIZE = 30;

  /** What a list may be sorted by. The id settles ties. */
  public enum SortBy {
    CREATED_AT("createdAt"),
    UPDATED_AT("updatedAt"),
    NAME("name"),
    SIZE("size");

    private final String attribute;

    SortBy(String attribute) {
      this.attribute = attribute;
    }

    private String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String text(StoredDocument row) {
      return switch (this) {
        case CREATED_AT -> row.createdAt.toString();
        case UPDATED_AT -> row.updatedAt.toString();
        case NAME -> row.name;
        case SIZE -> Long.toString(row.size);
      };
    }

    private Object value(String text) {
      return switch (this) {
        case CREATED_AT, UPDATED_AT -> Instant.parse(text);
        case NAME -> text;
        case SIZE -> Long.parseLong(text);
      };
    }
  }

  /**
   * From the parameters that lists have in common: {@code page_size}, {@code search}, {@code
   * types}, {@code sort_by}, {@code sort_direction}, {@code cursor}. Without a wish the newest come
   * first.
   *
   * @throws InvalidRequest if the cursor is not of this list, or the list knows no such order
   */
  public static ListRequest of(Arguments query) {
    return of(query, DEFAULT_PAGE_SIZE);
  }

  /**
   * The same for a list with another page size of its own.
   *
   * @throws InvalidRequest likewise
   */
  public static ListRequest of(Arguments query, int defaultPageSize) {
    var sortBy = query.text("sort_by").map(ListRequest::sortBy).orElse(SortBy.CREATED_AT);
    boolean descending = !query.text("sort_direction").equals(Optional.of("asc"));
    return new ListRequest(
        query.number("page_size").map(Math::toIntExact).orElse(defaultPageSize),
        query.text("search").filter(text -> !text.isBlank()),
        query.list("types"),
        sortBy,
        descending,
        query.text("cursor").map(text -> cursor("cursor", text, sortBy, descending)));
  }

  /**
   * Of a list whose parameters have other names.
   *
   * @param types as in {@link ListRequest}
   * @param parameter in which the cursor came
   * @throws InvalidRequest if the cursor is not of such a list
   */
  public static ListRequest newestFirst(
      int pageSize, List<String> types, String parameter, Optional<String> cursor) {
    return sorted(pageSize, types, SortBy.CREATED_AT, true, parameter, cursor);
  }

  /**
   * The same in another order.
   *
   * @throws InvalidRequest likewise
   */
  public static ListRequest sorted(
      int pageSize,
      List<String> types,
      SortBy sortBy,
      boolean descending,
      String parameter,
      Optional<String> cursor) {
    return new ListRequest(
        pageSize,
        Optional.empty(),
        types,
        sortBy,
        descending,
        cursor.map(text -> cursor(parameter, text, sortBy, descending)));
  }

  private static SortBy sortBy(String name) {
    return Arrays.stream(SortBy.values())
        .filter(order -> order.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                    new Flaw(
                        List.of(Flaw.QUERY, "sort_by"),
                        "Input should be one of the orders of this list",
                        "enum")));
  }

  private static Cursor cursor(String parameter, String text, SortBy sortBy, boolean descending) {
    return Cursor.read(text, order(sortBy, descending))
        .filter(cursor -> isValue(sortBy, cursor.value()))
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, parameter),
                        "Input should be a cursor of the same list")));
  }

  private static boolean isValue(SortBy sortBy, String text) {
    try {
      return sortBy.value(text) != null;
    } catch (DateTimeException | NumberFormatException e) {
      return false;
    }
  }

  private static String order(SortBy sortBy, boolean descending) {
    return sortBy.wireName() + (descending ? " desc" : " asc");
  }

  Cursor after(StoredDocument last) {
    return new Cursor(order(sortBy, descending), sortBy.text(last), last.id);
  }

  /** One row more than the page holds, if there are as many: then there is a next page. */
  Uni<List<StoredDocument>> run(String workspace, String kind) {
    List<String> conditions = new ArrayList<>(List.of("workspace = :workspace", "kind = :kind"));
    Map<String, Object> values = new HashMap<>(Map.of("workspace", workspace, "kind", kind));
    prefix.ifPresent(
        text -> {
          conditions.add("lower(name) like :prefix escape '!'");
          values.put("prefix", escaped(text.toLowerCase(Locale.ROOT)) + "%");
        });
    if (!types.isEmpty()) {
      conditions.add("type in :types");
      values.put("types", types);
    }
    cursor.ifPresent(
        from -> {
          conditions.add(
              "(%s, id) %s (:value, :id)".formatted(sortBy.attribute, descending ? "<" : ">"));
          values.put("value", sortBy.value(from.value()));
          values.put("id", from.id());
        });
    var direction = descending ? "desc" : "asc";
    var query =
        "%s order by %s %s, id %s"
            .formatted(String.join(" and ", conditions), sortBy.attribute, direction, direction);
    return StoredDocument.<StoredDocument>find(query, values).range(0, pageSize).list();
  }

  private static String escaped(String text) {
    return text.replaceAll("[!%_]", "!$0");
  }
}
