package io.colloquy.conversation.agents;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.rest.Flaw;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** What must hold of an agent beyond what the document of the REST interface says of each value. */
final class AgentRules {

  /** Bytes of UTF-8 that a system prompt may have (page 005). */
  static final int MAX_PROMPT_BYTES = 2 * 1024 * 1024;

  /** Bytes of a whole agent as JSON; what a broker still takes as one record. */
  static final int MAX_AGENT_BYTES = 4 * 1024 * 1024;

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final String CONFIG = "conversation_config";
  private static final String PLATFORM = "platform_settings";

  static List<Flaw> flaws(Agent agent) {
    List<Flaw> flaws = new ArrayList<>();
    flaws.addAll(ofPrompt(agent));
    flaws.addAll(ofLanguages(agent));
    flaws.addAll(ofLists(agent));
    if (Json.bytes(agent).length > MAX_AGENT_BYTES) {
      flaws.add(Flaw.ofValue(List.of(Flaw.BODY), "The agent is larger than 4 MiB"));
    }
    return flaws;
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

  private static List<Object> body(Object... steps) {
    return Flaw.path(List.of(Flaw.BODY), steps);
  }

  private AgentRules() {}
}
