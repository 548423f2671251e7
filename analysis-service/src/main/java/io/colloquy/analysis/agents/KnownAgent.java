package io.colloquy.analysis.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.analysis.history.Retention;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Workspace;
import io.colloquy.contracts.analysis.EvaluationRequest.Criterion;
import io.colloquy.contracts.workspace.PostCallWebhooks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What this service needs to know of an agent.
 *
 * @param workspace whose it is
 * @param model that it speaks with
 * @param placeholders of its dynamic variables
 * @param criteria what its conversations are judged by
 * @param dataCollection what is collected from them, by id
 * @param webhooks who is told of its conversations, where that is not as its workspace says
 * @param zeroRetention whether nothing of its conversations may be kept
 * @param retention how long they are kept otherwise
 * @param retroactive whether that holds for those that there are as well
 * @param updatedAt when it was saved like this; unix seconds
 */
public record KnownAgent(
    String workspace,
    String id,
    String model,
    String language,
    Map<String, Object> placeholders,
    List<Criterion> criteria,
    Map<String, ObjectNode> dataCollection,
    PostCallWebhooks webhooks,
    boolean zeroRetention,
    Retention retention,
    boolean retroactive,
    long updatedAt) {

  public KnownAgent {
    placeholders = Collections.unmodifiableMap(new LinkedHashMap<>(placeholders));
    criteria = List.copyOf(criteria);
    dataCollection = Collections.unmodifiableMap(new LinkedHashMap<>(dataCollection));
  }

  static KnownAgent read(Packet packet) {
    return read(Workspace.of(packet), Json.read(packet.body(), JsonNode.class));
  }

  private static KnownAgent read(String workspace, JsonNode agent) {
    var spoken = agent.at("/conversation_config/agent");
    var platform = agent.path("platform_settings");
    return new KnownAgent(
        workspace,
        agent.path("agent_id").asText(),
        spoken.at("/prompt/llm").asText("builtin"),
        spoken.path("language").asText("en"),
        placeholders(spoken.at("/dynamic_variables/dynamic_variable_placeholders")),
        criteria(platform.at("/evaluation/criteria")),
        dataCollection(platform.path("data_collection")),
        webhooks(platform.at("/workspace_overrides/webhooks")),
        platform.at("/privacy/zero_retention_mode").asBoolean(false),
        retention(platform.path("privacy")),
        platform.at("/privacy/apply_to_existing_conversations").asBoolean(false),
        agent.at("/metadata/updated_at_unix_secs").asLong(0));
  }

  private static Retention retention(JsonNode privacy) {
    return Retention.of(
        privacy.path("retention_days").asDouble(Retention.DEFAULT.days()),
        privacy.path("delete_transcript_and_pii").asBoolean(false),
        privacy.path("delete_audio").asBoolean(false));
  }

  private static PostCallWebhooks webhooks(JsonNode own) {
    return own.isObject()
        ? Json.MAPPER.convertValue(own, PostCallWebhooks.class)
        : PostCallWebhooks.NONE;
  }

  private static Map<String, Object> placeholders(JsonNode named) {
    Map<String, Object> placeholders = new LinkedHashMap<>();
    for (var variable : named.properties()) {
      if (!variable.getValue().isNull()) {
        placeholders.put(
            variable.getKey(), Json.MAPPER.convertValue(variable.getValue(), Object.class));
      }
    }
    return placeholders;
  }

  private static List<Criterion> criteria(JsonNode listed) {
    return StreamSupport.stream(listed.spliterator(), false)
        .map(
            one ->
                new Criterion(
                    one.path("id").asText(),
                    one.path("name").asText(),
                    one.path("conversation_goal_prompt").asText(),
                    one.path("use_knowledge_base").asBoolean(false)))
        .toList();
  }

  private static Map<String, ObjectNode> dataCollection(JsonNode named) {
    Map<String, ObjectNode> points = new LinkedHashMap<>();
    for (var point : named.properties()) {
      if (point.getValue() instanceof ObjectNode schema) {
        points.put(point.getKey(), schema);
      }
    }
    return points;
  }
}
