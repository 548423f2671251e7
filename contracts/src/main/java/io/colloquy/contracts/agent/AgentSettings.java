package io.colloquy.contracts.agent;

import io.colloquy.contracts.Json;
import java.util.Map;

/**
 * {@code conversation_config.agent}.
 *
 * @param firstMessage what the agent says first; empty when it waits for the user
 * @param language ISO 639-1 code
 */
public record AgentSettings(
    String firstMessage,
    String language,
    DynamicVariables dynamicVariables,
    Boolean disableFirstMessageInterruptions,
    Prompt prompt,
    @Rest Map<String, Object> rest) {

  public AgentSettings {
    firstMessage = Defaults.or(firstMessage, "");
    language = Defaults.or(language, "en");
    dynamicVariables = Defaults.or(dynamicVariables, DynamicVariables.defaults());
    disableFirstMessageInterruptions = Defaults.or(disableFirstMessageInterruptions, false);
    prompt = Defaults.or(prompt, Prompt.defaults());
    rest = Defaults.map(rest);
  }

  public static AgentSettings defaults() {
    return Json.read("{}", AgentSettings.class);
  }

  /**
   * Values for <code>{{name}}</code> where a conversation brings none: string, number or boolean.
   */
  public record DynamicVariables(
      Map<String, Object> dynamicVariablePlaceholders, @Rest Map<String, Object> rest) {
    public DynamicVariables {
      dynamicVariablePlaceholders = Defaults.map(dynamicVariablePlaceholders);
      rest = Defaults.map(rest);
    }

    public static DynamicVariables defaults() {
      return Json.read("{}", DynamicVariables.class);
    }
  }
}
