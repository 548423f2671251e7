package io.colloquy.analysis.api;

import io.colloquy.analysis.store.ListQuery;
import io.colloquy.analysis.store.Position;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the query of a list, and collects all that is wrong with it. */
final class ListParameters {

  private static final int DEFAULT_PAGE_SIZE = 30;
  private static final int LARGEST_PAGE_SIZE = 100;
  private static final Set<String> SUCCESS = Set.of("success", "failure", "unknown");
  private static final Set<String> SUMMARY_MODES = Set.of("exclude", "include");

  private final MultivaluedMap<String, String> query;
  private final List<Refusal.Violation> violations = new ArrayList<>();

  private ListParameters(MultivaluedMap<String, String> query) {
    this.query = query;
  }

  /**
   * @throws Refusal if a parameter is not what it should be
   */
  static ListQuery read(MultivaluedMap<String, String> query) {
    return new ListParameters(query).read();
  }

  private ListQuery read() {
    // No summary exists before a conversation is analysed, so both modes answer the same.
    var _ = oneOf("summary_mode", SUMMARY_MODES);
    var listQuery =
        new ListQuery(
            text("agent_id"),
            text("user_id"),
            oneOf("call_successful", SUCCESS),
            number("call_start_before_unix"),
            number("call_start_after_unix"),
            pageSize(),
            cursor());
    if (!violations.isEmpty()) {
      throw Refusal.invalid(violations);
    }
    return listQuery;
  }

  private Optional<String> text(String name) {
    // PostgreSQL holds no NUL, so nothing can match one; it must not get there.
    return Optional.ofNullable(query.getFirst(name))
        .filter(value -> !value.isEmpty())
        .map(value -> value.replace('\0', '\uFFFD'));
  }

  private Optional<String> oneOf(String name, Set<String> allowed) {
    var value = text(name);
    if (value.isPresent() && !allowed.contains(value.get())) {
      var names = allowed.stream().sorted().collect(Collectors.joining("', '", "'", "'"));
      violation(name, "Input should be one of " + names, "enum");
    }
    return value;
  }

  private Optional<Long> number(String name) {
    return text(name)
        .flatMap(
            value -> {
              try {
                return Optional.of(Long.parseLong(value));
              } catch (NumberFormatException e) {
                violation(name, "Input should be a whole number", "int_parsing");
                return Optional.empty();
              }
            });
  }

  private int pageSize() {
    long size = number("page_size").orElse((long) DEFAULT_PAGE_SIZE);
    if (size < 1) {
      violation("page_size", "Input should be greater than or equal to 1", "greater_than_equal");
    }
    if (size > LARGEST_PAGE_SIZE) {
      violation(
          "page_size",
          "Input should be less than or equal to " + LARGEST_PAGE_SIZE,
          "less_than_equal");
    }
    return Math.clamp(size, 1, LARGEST_PAGE_SIZE);
  }

  private Optional<Position> cursor() {
    return text("cursor").map(cursor -> Cursor.decode(cursor).orElseThrow(Refusal::badCursor));
  }

  private void violation(String name, String message, String type) {
    violations.add(new Refusal.Violation(List.of("query", name), message, type));
  }
}
