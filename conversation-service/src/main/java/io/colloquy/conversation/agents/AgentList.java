package io.colloquy.conversation.agents;

import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pages through the agents by key, so that a page costs the same wherever it lies. */
@ApplicationScoped
public class AgentList {

  /** What a list shows of an agent. */
  record Summary(
      String agentId,
      String name,
      String voiceId,
      List<String> tags,
      long createdAtUnixSecs,
      AccessInfo accessInfo,
      Optional<Long> lastCallTimeUnixSecs,
      boolean archived) {}

  /** One page, and where the next one starts. */
  record Page(List<Summary> agents, Optional<String> nextCursor, boolean hasMore) {}

  /** What is selected for a summary. */
  @SuppressWarnings("ArrayRecordComponent") // a row on its way, never compared or hashed
  public record Line(
      String id, String name, String voiceId, String[] tags, boolean archived, Instant createdAt) {}

  Uni<Page> page(Workspace workspace, ListQuery query) {
    Map<String, Object> values = new HashMap<>();
    var conditions = conditions(workspace, query, values);
    var direction = query.descending() ? "desc" : "asc";
    var where =
        "%s order by %s %s, id %s"
            .formatted(
                String.join(" and ", conditions), query.sortBy().column(), direction, direction);
    return Panache.withSession(
            () ->
                StoredAgent.<StoredAgent>find(where, values)
                    .project(Line.class)
                    .range(0, query.pageSize())
                    .list())
        .map(lines -> page(query, lines));
  }

  private static List<String> conditions(
      Workspace workspace, ListQuery query, Map<String, Object> values) {
    List<String> conditions = new ArrayList<>(List.of("workspace = :workspace"));
    values.put("workspace", workspace.id());
    query
        .search()
        .ifPresent(
            text -> {
              conditions.add("lower(name) like :search escape '!'");
              values.put("search", "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%");
            });
    query
        .archived()
        .ifPresent(
            archived -> {
              conditions.add("archived = :archived");
              values.put("archived", archived);
            });
    query
        .creator()
        .ifPresent(
            creator -> {
              conditions.add("workspace = :creator");
              values.put("creator", creator);
            });
    if (!query.tags().isEmpty()) {
      conditions.add("array_intersects(tags, :tags)");
      values.put("tags", query.tags().toArray(String[]::new));
    }
    query
        .cursor()
        .ifPresent(
            cursor -> {
              conditions.add(
                  "(%s, id) %s (:value, :id)"
                      .formatted(query.sortBy().column(), query.descending() ? "<" : ">"));
              values.put("value", query.sortBy().value(cursor));
              values.put("id", cursor.id());
            });
    return conditions;
  }

  private static String escaped(String text) {
    return text.replaceAll("[!%_]", "!$0");
  }

  private static Page page(ListQuery query, List<Line> lines) {
    boolean more = lines.size() > query.pageSize();
    var shown = more ? lines.subList(0, query.pageSize()) : lines;
    return new Page(
        shown.stream().map(AgentList::summary).toList(),
        more ? Optional.of(query.after(shown.getLast()).text()) : Optional.empty(),
        more);
  }

  private static Summary summary(Line line) {
    return new Summary(
        line.id(),
        line.name(),
        line.voiceId(),
        List.of(line.tags()),
        line.createdAt().getEpochSecond(),
        AccessInfo.OF_WORKSPACE,
        Optional.empty(),
        line.archived());
  }
}
