package io.colloquy.analysis.testing;

import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.Arguments;
import io.smallrye.mutiny.Uni;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a list of tests is asked for; the newest come first.
 *
 * @param search what the name holds, in any case of letters
 * @param types of which one it has
 * @param parent the folder in which it lies, {@value #TOP} for none; empty for all
 * @param foldersFirst all folders before all tests
 */
record TestList(
    int pageSize,
    Optional<String> search,
    List<String> types,
    Optional<String> parent,
    boolean foldersFirst,
    Optional<Place> from) {

  static final String TOP = "root";

  private static final List<String> TESTS = List.of("llm", "tool");
  private static final List<String> ALL = List.of("llm", "tool", AgentTest.FOLDER);

  /** After which test or folder the list goes on. */
  record Place(boolean folder, Instant createdAt, String id) {

    private static Optional<Place> read(Cursor cursor) {
      try {
        var parts = cursor.value().split(" ", 2);
        return Optional.of(
            new Place(parts[0].equals("folder"), Instant.parse(parts[1]), cursor.id()));
      } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }

    private String value() {
      return (folder ? "folder " : "test ") + createdAt;
    }
  }

  /** One page, and the cursor of the next. */
  record Page(List<AgentTest> tests, Optional<String> nextCursor) {}

  /**
   * @throws InvalidRequest if the cursor is not of such a list
   */
  static TestList of(Arguments query) {
    boolean foldersFirst = query.text("sort_mode").equals(Optional.of("folders_first"));
    var byDefault = query.flag("include_folders").orElse(false) ? ALL : TESTS;
    return new TestList(
        query.number("page_size").map(Math::toIntExact).orElseThrow(),
        query.text("search").filter(text -> !text.isBlank()),
        query.list("types").isEmpty() ? byDefault : query.list("types"),
        query.text("parent_folder_id"),
        foldersFirst,
        query.text("cursor").map(text -> place(text, foldersFirst)));
  }

  private static Place place(String text, boolean foldersFirst) {
    return Cursor.read(text, order(foldersFirst))
        .flatMap(Place::read)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, "cursor"),
                        "Input should be a cursor of the same list")));
  }

  private static String order(boolean foldersFirst) {
    return foldersFirst ? "folders first" : "created_at desc";
  }

  /** One more row than the page holds tells that there is a next page. */
  Uni<Page> run(Workspace workspace) {
    List<String> conditions = new ArrayList<>(List.of("workspace = :workspace", "type in :types"));
    Map<String, Object> values = new HashMap<>();
    values.put("workspace", workspace.id());
    values.put("types", types);
    search.ifPresent(
        text -> {
          conditions.add("locate(:search, lower(name)) > 0");
          values.put("search", text.toLowerCase(Locale.ROOT));
        });
    parent.ifPresent(
        id -> {
          conditions.add(id.equals(TOP) ? "parentId is null" : "parentId = :parent");
          if (!id.equals(TOP)) {
            values.put("parent", id);
          }
        });
    from.ifPresent(place -> goOnAfter(place, conditions, values));
    var order = (foldersFirst ? "folder desc, " : "") + "createdAt desc, id desc";
    return StoredTest.<StoredTest>find(
            String.join(" and ", conditions) + " order by " + order, values)
        .range(0, pageSize)
        .list()
        .map(this::page);
  }

  private void goOnAfter(Place place, List<String> conditions, Map<String, Object> values) {
    conditions.add(
        foldersFirst
            ? "(folder, createdAt, id) < (:folder, :createdAt, :id)"
            : "(createdAt, id) < (:createdAt, :id)");
    if (foldersFirst) {
      values.put("folder", place.folder());
    }
    values.put("createdAt", place.createdAt());
    values.put("id", place.id());
  }

  private Page page(List<StoredTest> rows) {
    var shown = rows.stream().limit(pageSize).map(StoredTest::test).toList();
    if (rows.size() <= pageSize) {
      return new Page(shown, Optional.empty());
    }
    var last = shown.getLast();
    var place = new Place(last.isFolder(), last.createdAt(), last.id());
    return new Page(
        shown, Optional.of(new Cursor(order(foldersFirst), place.value(), place.id()).text()));
  }
}
