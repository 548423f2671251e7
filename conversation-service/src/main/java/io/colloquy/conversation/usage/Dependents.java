package io.colloquy.conversation.usage;

import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Finds what needs an object, in the order of ids. To be called on a Vert.x context; what the
 * transaction that runs there has done is seen.
 */
@ApplicationScoped
public class Dependents {

  private static final String AGENTS = "conversation.agent d where d.workspace = ?1";

  private static final String DOCUMENTS =
      "conversation.document d where d.workspace = ?1 and d.kind = ?5";

  /**
   * @param after the last one that is known already, or an empty text
   */
  public Uni<List<Dependent>> agents(
      Workspace workspace, Need need, String id, String after, int most) {
    return run(
        AGENTS,
        need.in("d.document", "cast(?2 as text)"),
        query ->
            query
                .setParameter(1, workspace.id())
                .setParameter(2, id)
                .setParameter(3, after)
                .setParameter(4, most));
  }

  /**
   * Likewise among the stored documents of a kind.
   *
   * @param kind as in {@link io.colloquy.rest.shelf.Shelf}
   */
  public Uni<List<Dependent>> documents(
      Workspace workspace, String kind, Need need, String id, String after, int most) {
    return run(
        DOCUMENTS,
        need.in("cast(d.body as jsonb)", "cast(?2 as text)"),
        query ->
            query
                .setParameter(1, workspace.id())
                .setParameter(2, id)
                .setParameter(3, after)
                .setParameter(4, most)
                .setParameter(5, kind));
  }

  /** The agents that use MCP servers, by the id of each server that is used. */
  public Uni<Map<String, List<Dependent>>> agentsUsingMcpServers(
      Workspace workspace, Collection<String> serverIds) {
    var sql =
        """
        select used.id, d.id, d.name, cast(extract(epoch from d.created_at) as bigint)
        from conversation.agent d cross join lateral (
          select distinct found #>> '{}' as id
          from jsonb_path_query(d.document, '$.**.mcp_server_ids[*]') found) used
        where d.workspace = ?1
          and used.id = any(string_to_array(?2, ','))
        order by d.id
        """;
    return Panache.withSession(
            () ->
                Panache.getSession()
                    .chain(
                        session ->
                            session
                                .createNativeQuery(sql, Object[].class)
                                .setParameter(1, workspace.id())
                                .setParameter(2, String.join(",", serverIds))
                                .getResultList()))
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.groupingBy(
                            row -> (String) row[0],
                            Collectors.mapping(row -> dependent(row, 1), Collectors.toList()))));
  }

  private static Uni<List<Dependent>> run(
      String selection,
      String condition,
      UnaryOperator<Mutiny.SelectionQuery<Object[]>> parameters) {
    var sql =
        """
        select d.id, d.name, cast(extract(epoch from d.created_at) as bigint)
        from %s and d.id > ?3 and %s
        order by d.id limit ?4
        """
            .formatted(selection, condition);
    return Panache.withSession(
            () ->
                Panache.getSession()
                    .chain(
                        session ->
                            parameters
                                .apply(session.createNativeQuery(sql, Object[].class))
                                .getResultList()))
        .map(Dependents::read);
  }

  private static List<Dependent> read(List<Object[]> rows) {
    return rows.stream().map(row -> dependent(row, 0)).toList();
  }

  /** From the columns id, name and creation in seconds. */
  private static Dependent dependent(Object[] row, int first) {
    return new Dependent(
        (String) row[first],
        (String) row[first + 1],
        Instant.ofEpochSecond(((Number) row[first + 2]).longValue()));
  }
}
