package io.colloquy.analysis.store;

import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which conversations to list.
 *
 * @param filters all of which they meet
 * @param ascending the oldest first
 * @param withSummaries whether to tell what each conversation was about
 * @param pageSize 1 or more
 * @param from the list goes on after this place
 */
public record ListQuery(
    Workspace workspace,
    List<Filter> filters,
    boolean ascending,
    boolean withSummaries,
    int pageSize,
    Optional<Position> from) {

  public ListQuery {
    filters = List.copyOf(filters);
  }

  /** One row more than the page holds, if there are as many: then there is a next page. */
  Uni<List<ListPage.Entry>> run() {
    List<Filter> conditions = new ArrayList<>();
    conditions.add(new Filter("c.workspace = ?", List.of(workspace.id())));
    conditions.add(new Filter("c.started_at is not null", List.of()));
    conditions.addAll(filters);
    from.ifPresent(position -> conditions.add(after(position)));
    var condition = Filter.all(conditions);
    var sql =
        "select %s from {h-schema}conversation c where %s order by %s limit %d"
            .formatted(ListPage.COLUMNS, condition.sql(), order(), pageSize + 1);
    return new Statement(sql, condition.values())
        .run()
        .map(rows -> rows.stream().map(ListPage::entry).toList());
  }

  private String order() {
    var direction = ascending ? "asc" : "desc";
    return "c.started_at %s, c.conversation_id %s".formatted(direction, direction);
  }

  private Filter after(Position position) {
    return new Filter(
        "(c.started_at, c.conversation_id) %s (?, ?)".formatted(ascending ? ">" : "<"),
        List.of(position.startedAtUnixSecs(), position.conversationId()));
  }
}
