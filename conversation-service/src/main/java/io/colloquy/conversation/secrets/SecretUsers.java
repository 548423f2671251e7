package io.colloquy.conversation.secrets;

import io.colloquy.conversation.usage.Dependent;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what uses secrets, as far as this service owns it: agents, tools, MCP servers, settings.
 * One query, however many secrets there are.
 */
@ApplicationScoped
public class SecretUsers {

  private static final String USERS =
      """
      select used.secret_id, owner.kind, owner.id, owner.name,
             cast(extract(epoch from owner.created_at) as bigint)
      from (
        select 'agent' as kind, d.id, d.name, d.created_at, d.document as body
        from conversation.agent d where d.workspace = ?1
        union all
        select d.kind, d.id, d.name, d.created_at, cast(d.body as jsonb)
        from conversation.document d
        where d.workspace = ?1 and d.kind in ('tool', 'mcp_server', 'settings')
      ) owner cross join lateral (
        select distinct found #>> '{}' as secret_id
        from jsonb_path_query(owner.body, '$.**.secret_id') found) used
      where used.secret_id = any(string_to_array(?2, ','))
      order by owner.id
      """;

  /** Of each secret that is used. To be called on a Vert.x context. */
  Uni<Map<String, UsedBy>> of(Workspace workspace, Collection<String> secretIds) {
    return Panache.withSession(
            () ->
                Panache.getSession()
                    .chain(
                        session ->
                            session
                                .createNativeQuery(USERS, Object[].class)
                                .setParameter(1, workspace.id())
                                .setParameter(2, String.join(",", secretIds))
                                .getResultList()))
        .map(SecretUsers::read);
  }

  private static Map<String, UsedBy> read(List<Object[]> rows) {
    Map<String, UsedBy> users = new HashMap<>();
    for (var row : rows) {
      var user =
          new Dependent(
              (String) row[2],
              (String) row[3],
              Instant.ofEpochSecond(((Number) row[4]).longValue()));
      users.computeIfAbsent((String) row[0], _ -> new UsedBy()).add((String) row[1], user);
    }
    return users;
  }
}
