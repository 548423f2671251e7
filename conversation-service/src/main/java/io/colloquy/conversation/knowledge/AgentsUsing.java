package io.colloquy.conversation.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.conversation.agents.AgentStore;
import io.colloquy.conversation.usage.Dependent;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which agents name a document in their knowledge: in the prompt, or in a node of the workflow. */
@ApplicationScoped
public class AgentsUsing {

  private static final Set<String> LISTS = Set.of("knowledge_base", "additional_knowledge_base");

  private static final String USERS =
      """
      select a.id, a.name, a.created_at,
        array(
          select distinct known.id from jsonb_array_elements_text(a.knowledge) as known (id)
          where known.id = any($2)) as documents
      from conversation.agent a
      where a.workspace = $1 and a.knowledge ?| $2 and a.id > $3
      order by a.id limit $4
      """;

  /** Documents that an agent names itself, and those in folders that it names. */
  private static final String PAGES =
      """
      with recursive named as (
        select d.id, d.pages from conversation.knowledge_document d
        where d.workspace = $1 and d.id in (
          select jsonb_array_elements_text(a.knowledge) from conversation.agent a
          where a.workspace = $1 and a.id = $2)
        union
        select d.id, d.pages from conversation.knowledge_document d
        join named on d.folder_id = named.id where d.workspace = $1)
      select a.id, (select coalesce(sum(pages), 0) from named) as pages
      from conversation.agent a where a.workspace = $1 and a.id = $2
      """;

  private final Pool pool;
  private final AgentStore agents;

  /**
   * An agent that uses documents.
   *
   * @param documents those of the documents asked for that it uses
   */
  record User(Dependent agent, Set<String> documents) {}

  @Inject
  public AgentsUsing(Pool pool, AgentStore agents) {
    this.pool = pool;
    this.agents = agents;
  }

  /**
   * In the order of the agents' ids.
   *
   * @param after the last agent that is known already, or an empty text
   */
  Uni<List<User>> of(Workspace workspace, Collection<String> documents, String after, int most) {
    if (documents.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return pool.preparedQuery(USERS)
        .execute(Tuple.of(workspace.id(), documents.toArray(String[]::new), after, most))
        .map(rows -> Rows.all(rows, AgentsUsing::user));
  }

  private static User user(Row row) {
    var agent =
        new Dependent(
            row.getString("id"),
            row.getString("name"),
            row.get(OffsetDateTime.class, "created_at").toInstant());
    return new User(agent, Set.of(row.getArrayOfStrings("documents")));
  }

  /** The pages of all that an agent knows; fails with a {@link Refusal} (404) if there is none. */
  Uni<Double> pages(Workspace workspace, String agentId) {
    return pool.preparedQuery(PAGES)
        .execute(Tuple.of(workspace.id(), agentId))
        .map(rows -> Rows.only(rows, row -> row.getDouble("pages"), "agent", agentId));
  }

  /** Takes documents away from an agent. To be called on a Vert.x context. */
  Uni<Void> forget(Workspace workspace, User user) {
    return agents
        .update(workspace, user.agent().id(), (agent, now) -> without(agent, user.documents(), now))
        .replaceWithVoid();
  }

  static Agent without(Agent agent, Set<String> documents, Instant now) {
    ObjectNode document = Json.MAPPER.valueToTree(agent);
    remove(document, documents);
    document.withObject("/metadata").put("updated_at_unix_secs", now.getEpochSecond());
    return Json.read(document.toString(), Agent.class);
  }

  private static void remove(JsonNode node, Set<String> documents) {
    for (var member : node.properties()) {
      if (LISTS.contains(member.getKey()) && member.getValue() instanceof ArrayNode list) {
        for (int i = list.size() - 1; i >= 0; i--) {
          if (documents.contains(list.get(i).path("id").asText())) {
            list.remove(i);
          }
        }
      }
      remove(member.getValue(), documents);
    }
    if (node.isArray()) {
      node.forEach(item -> remove(item, documents));
    }
  }
}
