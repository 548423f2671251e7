package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.StrictJson;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What must hold of an agent: the constraints that stand at the model, and those here that look at
 * more than one value.
 */
final class AgentRules {

  /** Bytes of UTF-8 that a system prompt may have (page 005). */
  static final int MAX_PROMPT_BYTES = 2 * 1024 * 1024;

  /** Bytes of a whole agent as JSON; what a broker still takes as one record. */
  static final int MAX_AGENT_BYTES = 4 * 1024 * 1024;

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final String CONFIG = "conversation_config";
  private static final String PLATFORM = "platform_settings";

  private final Validator validator;

  AgentRules(Validator validator) {
    this.validator = validator;
  }

  List<Flaw> flaws(Agent agent) {
    List<Flaw> flaws = new ArrayList<>();
    flaws.addAll(violations(List.of(Flaw.BODY), agent));
    flaws.addAll(ofPrompt(agent));
    flaws.addAll(ofVariables(agent));
    flaws.addAll(ofLanguages(agent));
    flaws.addAll(ofOverrides(agent));
    flaws.addAll(ofLists(agent));
    flaws.addAll(ofRetention(agent));
    if (Json.bytes(agent).length > MAX_AGENT_BYTES) {
      flaws.add(Flaw.ofValue(List.of(Flaw.BODY), "The agent is larger than 4 MiB"));
    }
    return flaws;
  }

  private List<Flaw> violations(List<Object> at, Object bean) {
    return validator.validate(bean).stream()
        .map(violation -> Constraints.flaw(violation).below(at))
        .sorted((a, b) -> a.loc().toString().compareTo(b.loc().toString()))
        .toList();
  }

  private static List<Flaw> ofPrompt(Agent agent) {
    List<Flaw> flaws = new ArrayList<>();
    var prompt = agent.conversationConfig().agent().prompt();
    if (prompt.prompt().getBytes(StandardCharsets.UTF_8).length > MAX_PROMPT_BYTES) {
      flaws.add(
          Flaw.ofValue(body(CONFIG, "agent", "prompt", "prompt"), "The prompt exceeds 2 MiB"));
    }
    if (prompt.timezone().filter(zone -> !isZone(zone)).isPresent()) {
      flaws.add(
          Flaw.ofValue(
              body(CONFIG, "agent", "prompt", "timezone"),
              "Input should be a time zone of the IANA database"));
    }
    for (int index : Courtesy.senseless(prompt.tools())) {
      flaws.add(Flaw.missing(body(CONFIG, "agent", "prompt", "tools", index, "params")));
    }
    return flaws;
  }

  private static boolean isZone(String zone) {
    try {
      return ZoneId.of(zone) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static List<Flaw> ofVariables(Agent agent) {
    var placeholders =
        agent.conversationConfig().agent().dynamicVariables().dynamicVariablePlaceholders();
    return placeholders.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Map || entry.getValue() instanceof List)
        .map(
            entry ->
                Flaw.ofValue(
                    body(
                        CONFIG,
                        "agent",
                        "dynamic_variables",
                        "dynamic_variable_placeholders",
                        entry.getKey()),
                    "Input should be a string, number or boolean"))
        .toList();
  }

  private static List<Flaw> ofLanguages(Agent agent) {
    List<Flaw> flaws = new ArrayList<>();
    var config = agent.conversationConfig();
    if (!isLanguage(config.agent().language())) {
      flaws.add(noLanguage(body(CONFIG, "agent", "language")));
    }
    config.languagePresets().keySet().stream()
        .filter(code -> !isLanguage(code))
        .forEach(code -> flaws.add(noLanguage(body(CONFIG, "language_presets", code))));
    return flaws;
  }

  /** A code like {@code en}, {@code fil} or {@code pt-br}; two letters must be of ISO 639-1. */
  private static boolean isLanguage(String code) {
    var parts = code.toLowerCase(Locale.ROOT).split("-", 2);
    return code.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
        && (parts[0].length() == 3 || LANGUAGES.contains(parts[0]));
  }

  private static Flaw noLanguage(List<Object> loc) {
    return Flaw.ofValue(loc, "Input should be an ISO 639 language code");
  }

  /** Wherever part of a configuration replaces the agent's own, the same limits hold. */
  private List<Flaw> ofOverrides(Agent agent) {
    List<Flaw> flaws = new ArrayList<>();
    JsonNode presets = Json.MAPPER.valueToTree(agent.conversationConfig().languagePresets());
    for (var preset : presets.properties()) {
      var loc = body(CONFIG, "language_presets", preset.getKey(), "overrides");
      if (preset.getValue().get("overrides") instanceof ObjectNode overrides) {
        flaws.addAll(ofConfig(loc, overrides));
      } else {
        flaws.add(Flaw.missing(loc));
      }
    }
    JsonNode nodes = Json.MAPPER.valueToTree(agent.workflow().nodes());
    for (var node : nodes.properties()) {
      if (node.getValue().get(CONFIG) instanceof ObjectNode overrides) {
        flaws.addAll(ofConfig(body("workflow", "nodes", node.getKey(), CONFIG), overrides));
      }
    }
    return flaws;
  }

  private List<Flaw> ofConfig(List<Object> loc, ObjectNode overrides) {
    return violations(loc, StrictJson.read(loc, overrides, ConversationConfig.class));
  }

  private static List<Flaw> ofLists(Agent agent) {
    List<Flaw> flaws = new ArrayList<>();
    flaws.addAll(
        repeated(
            agent.conversationConfig().tts().supportedVoices(),
            voice -> voice.label(),
            body(CONFIG, "tts", "supported_voices"),
            "label"));
    flaws.addAll(
        repeated(
            agent.platformSettings().auth().allowlist(),
            host -> host.hostname(),
            body(PLATFORM, "auth", "allowlist"),
            "hostname"));
    return flaws;
  }

  private static <T> List<Flaw> repeated(
      List<T> list, Function<T, String> key, List<Object> loc, String member) {
    List<Flaw> flaws = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) != null && !seen.add(key.apply(list.get(i)))) {
        flaws.add(Flaw.ofValue(Flaw.path(loc, i, member), "Input should not be given twice"));
      }
    }
    return flaws;
  }

  private static List<Flaw> ofRetention(Agent agent) {
    var loc = body(PLATFORM, "privacy", "retention_days");
    return agent.platformSettings().rest().get("privacy") instanceof Map<?, ?> privacy
            && privacy.get("retention_days") instanceof Number days
            && days.doubleValue() < -1
        ? List.of(
            new Flaw(loc, "Input should be greater than or equal to -1", "greater_than_equal"))
        : List.of();
  }

  private static List<Object> body(Object... steps) {
    return Flaw.path(List.of(Flaw.BODY), steps);
  }
}
