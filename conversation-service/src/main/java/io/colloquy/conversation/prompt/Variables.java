package io.colloquy.conversation.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.AgentSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of an agent's dynamic variables in one conversation: those that it was started with,
 * and where there is none, the agent's placeholders.
 */
public final class Variables {

  private final Map<String, Object> values;

  private Variables(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * @param given to this conversation; a null is no value
   */
  public static Variables of(AgentSettings agent, ObjectNode given) {
    Map<String, Object> values =
        new HashMap<>(agent.dynamicVariables().dynamicVariablePlaceholders());
    for (var variable : given.properties()) {
      if (!variable.getValue().isNull()) {
        values.put(variable.getKey(), Json.MAPPER.convertValue(variable.getValue(), Object.class));
      }
    }
    return new Variables(values);
  }

  /** The text with every variable that has a value replaced. */
  public String fill(String template) {
    return Template.fill(template, values);
  }

  /** The names in these texts that have no value, in alphabetical order. */
  public Set<String> missing(String... templates) {
    Set<String> missing = new TreeSet<>();
    for (var template : templates) {
      missing.addAll(Template.names(template));
    }
    missing.removeIf(name -> values.get(name) != null);
    return missing;
  }
}
