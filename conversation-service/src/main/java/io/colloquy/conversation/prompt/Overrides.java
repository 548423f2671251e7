package io.colloquy.conversation.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.ConversationConfig;
import java.util.Map;
import java.util.Optional;

/**
 * What a client may change of an agent's configuration for one conversation (page 040). A field may
 * be overridden where {@code platform_settings.overrides.conversation_config_override} says true at
 * the same place. Empty objects and nulls are no override: clients send them always.
 */
public final class Overrides {

  /** What came of a client's overrides. */
  public sealed interface Outcome {
    record Applied(ConversationConfig config) implements Outcome {}

    /** The path of the first field that the client may not set, or sets to what it cannot be. */
    record Refused(String path) implements Outcome {}
  }

  /** In the language that the client asks for, else in the agent's own. */
  public static Outcome apply(Agent agent, ObjectNode override) {
    var wanted = override.at("/agent/language").asText("");
    return in(
        wanted.isEmpty() ? agent.conversationConfig().agent().language() : wanted, agent, override);
  }

  /**
   * The same in one of the agent's languages, whatever the client asked for: the client's overrides
   * stand above those of the language's preset, and those above the agent.
   */
  public static Outcome in(String language, Agent agent, ObjectNode override) {
    ObjectNode config = Json.MAPPER.valueToTree(agent.conversationConfig());
    var permissions = permissions(agent);
    var refusal = refusal("", override, permissions, config);
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    if (!LanguagePresets.languages(agent.conversationConfig()).contains(language)) {
      return new Outcome.Refused("agent.language");
    }
    LanguagePresets.overlay(config, language);
    lay(override, permissions, config);
    config.withObjectProperty("agent").put("language", language);
    try {
      return new Outcome.Applied(Json.MAPPER.convertValue(config, ConversationConfig.class));
    } catch (IllegalArgumentException e) {
      return new Outcome.Refused("conversation_config_override");
    }
  }

  private static JsonNode permissions(Agent agent) {
    var overrides = agent.platformSettings().rest().getOrDefault("overrides", Map.of());
    return Json.MAPPER.valueToTree(overrides).path("conversation_config_override");
  }

  /** The first field that asks for something else than is so, and may not. */
  private static Optional<String> refusal(
      String path, ObjectNode override, JsonNode permissions, JsonNode config) {
    for (var field : override.properties()) {
      var at = path + (path.isEmpty() ? "" : ".") + field.getKey();
      var wanted = field.getValue();
      var permission = permissions.path(field.getKey());
      var present = config.path(field.getKey());
      if (wanted.isNull() || isSame(wanted, present)) {
        continue;
      }
      if (wanted instanceof ObjectNode inner && !permission.isBoolean()) {
        var refusal = refusal(at, inner, permission, present);
        if (refusal.isPresent()) {
          return refusal;
        }
      } else if (!permission.asBoolean(false)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** Puts what may be overridden over the configuration. */
  private static void lay(ObjectNode override, JsonNode permissions, ObjectNode config) {
    for (var field : override.properties()) {
      var wanted = field.getValue();
      var permission = permissions.path(field.getKey());
      if (wanted instanceof ObjectNode inner && !permission.isBoolean()) {
        lay(inner, permission, config.withObjectProperty(field.getKey()));
      } else if (!wanted.isNull() && permission.asBoolean(false)) {
        config.set(field.getKey(), wanted);
      }
    }
  }

  /** Clients write 1 where the configuration says 1.0. */
  private static boolean isSame(JsonNode wanted, JsonNode present) {
    if (wanted.isNumber() && present.isNumber()) {
      return Double.compare(wanted.doubleValue(), present.doubleValue()) == 0;
    }
    return wanted.equals(present);
  }

  private Overrides() {}
}
