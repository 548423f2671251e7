package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.Arguments;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Pages through the documents by key, so that a page costs the same wherever it lies. */
@ApplicationScoped
public class DocumentList {

  private final Pool pool;

  /** One page, and where the next one starts. */
  record Page(List<Document> documents, Optional<String> nextCursor) {}

  /** What a list may be sorted by. The id settles ties. */
  private enum SortBy {
    NAME("name"),
    CREATED_AT("created_at"),
    UPDATED_AT("updated_at"),
    SIZE("size_bytes");

    private final String column;

    SortBy(String column) {
      this.column = column;
    }

    private String text(Document document) {
      return switch (this) {
        case NAME -> document.name();
        case CREATED_AT -> document.createdAt().toString();
        case UPDATED_AT -> document.updatedAt().toString();
        case SIZE -> Long.toString(document.sizeBytes());
      };
    }

    private Object value(String text) {
      return switch (this) {
        case NAME -> text;
        case CREATED_AT, UPDATED_AT ->
            OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
        case SIZE -> Long.parseLong(text);
      };
    }
  }

  /** The order of a list: folders may go before everything else. */
  private record Order(SortBy sortBy, boolean descending, boolean foldersFirst) {

    static Order of(Arguments query) {
      return new Order(
          SortBy.valueOf(query.text("sort_by").orElse("created_at").toUpperCase(Locale.ROOT)),
          !query.text("sort_direction").equals(Optional.of("asc")),
          query.flag("folders_first").orElse(false));
    }

    private String name() {
      return "%s %s %s".formatted(sortBy.column, descending, foldersFirst);
    }

    /** What is compared: first which of two groups a document is in, if folders go first. */
    private List<String> keys() {
      var sorted = "d." + sortBy.column;
      return foldersFirst
          ? List.of("((d.type = 'folder') = %s)".formatted(descending), sorted, "d.id")
          : List.of(sorted, "d.id");
    }

    private String direction() {
      return descending ? " desc" : " asc";
    }

    private String columns() {
      return String.join(direction() + ", ", keys()) + direction();
    }

    Cursor after(Document last) {
      boolean group = last.isFolder() == descending;
      return new Cursor(name(), group + " " + sortBy.text(last), last.id());
    }
  }

  /** The conditions and values of one query. */
  private static final class Query {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    String value(Object value) {
      values.add(value);
      return "$" + values.size();
    }
  }

  @Inject
  public DocumentList(Pool pool) {
    this.pool = pool;
  }

  /**
   * @param query of the operation that lists documents
   * @throws InvalidRequest if the cursor is not of this list
   */
  Uni<Page> page(Workspace workspace, Arguments query) {
    var order = Order.of(query);
    int size = Math.toIntExact(query.number("page_size").orElseThrow());
    var sql = new Query();
    sql.conditions.add("d.workspace = " + sql.value(workspace.id()));
    query
        .text("search")
        .ifPresent(
            text ->
                sql.conditions.add(
                    "lower(d.name) like %s escape '!'".formatted(sql.value(prefix(text)))));
    var types = query.list("types");
    if (!types.isEmpty()) {
      sql.conditions.add("d.type = any(%s)".formatted(sql.value(types.toArray(String[]::new))));
    }
    query
        .text("parent_folder_id")
        .ifPresent(id -> sql.conditions.add("d.folder_id = " + sql.value(id)));
    query.text("ancestor_folder_id").ifPresent(id -> sql.conditions.add(within(sql.value(id))));
    query.text("cursor").ifPresent(text -> sql.conditions.add(after(text, order, sql)));
    return pool.preparedQuery(
            "select %s from conversation.knowledge_document d where %s order by %s limit %s"
                .formatted(
                    Document.COLUMNS,
                    String.join(" and ", sql.conditions),
                    order.columns(),
                    sql.value(size + 1)))
        .execute(Tuple.from(sql.values))
        .map(rows -> page(Rows.all(rows, Document::of), size, order));
  }

  private static Page page(List<Document> found, int size, Order order) {
    boolean more = found.size() > size;
    var shown = more ? found.subList(0, size) : found;
    return new Page(
        shown, more ? Optional.of(order.after(shown.getLast()).text()) : Optional.empty());
  }

  private static String after(String text, Order order, Query sql) {
    try {
      var cursor = Cursor.read(text, order.name()).orElseThrow(DocumentList::wrongCursor);
      var parts = cursor.value().split(" ", 2);
      List<String> values = new ArrayList<>();
      if (order.foldersFirst()) {
        values.add(sql.value(Boolean.valueOf(parts[0])));
      }
      values.add(sql.value(order.sortBy().value(parts.length < 2 ? "" : parts[1])));
      values.add(sql.value(cursor.id()));
      return "(%s) %s (%s)"
          .formatted(
              String.join(", ", order.keys()),
              order.descending() ? "<" : ">",
              String.join(", ", values));
    } catch (DateTimeException | NumberFormatException e) {
      throw wrongCursor();
    }
  }

  private static InvalidRequest wrongCursor() {
    return new InvalidRequest(
        Flaw.ofValue(List.of(Flaw.QUERY, "cursor"), "Input should be a cursor of the same list"));
  }

  /** $1 is the workspace. */
  private static String within(String folder) {
    return """
        d.id in (
          with recursive within as (
            select id from conversation.knowledge_document where workspace = $1 and folder_id = %s
            union
            select c.id from conversation.knowledge_document c
            join within on c.folder_id = within.id where c.workspace = $1)
          select id from within)
        """
        .formatted(folder);
  }

  private static String prefix(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
  }
}
