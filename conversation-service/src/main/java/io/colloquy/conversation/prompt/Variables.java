package io.colloquy.conversation.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.AgentSettings;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of an agent's dynamic variables in one conversation: what tools have set, else what
 * the conversation was started with, else the agent's placeholders.
 *
 * <p>A variable whose name begins with {@code secret__} is for requests to tools only: no text that
 * a model, a listener or a reader gets is filled with it. One that begins with {@code system__} is
 * the platform's (see {@link SystemVariables}); nobody else gives it a value.
 */
public final class Variables {

  /** What the names of variables that nobody may see begin with. */
  public static final String SECRET = "secret__";

  private final Map<String, Object> values;
  private final Map<String, Object> assigned;

  private Variables(Map<String, Object> values, Map<String, Object> assigned) {
    this.values = values;
    this.assigned = Map.copyOf(assigned);
  }

  /**
   * @param given to this conversation; a null is no value
   */
  public static Variables of(AgentSettings agent, ObjectNode given) {
    return of(agent, given, Map.of());
  }

  /**
   * @param assigned by tools in the course of the conversation
   */
  public static Variables of(AgentSettings agent, ObjectNode given, Map<String, Object> assigned) {
    Map<String, Object> values =
        new HashMap<>(agent.dynamicVariables().dynamicVariablePlaceholders());
    for (var variable : given.properties()) {
      if (!variable.getValue().isNull()) {
        values.put(variable.getKey(), Json.MAPPER.convertValue(variable.getValue(), Object.class));
      }
    }
    values.putAll(assigned);
    values.keySet().removeIf(SystemVariables::isOne);
    return new Variables(values, assigned);
  }

  /** The same with another value for one of them. */
  public Variables with(String name, Object value) {
    var more = new HashMap<>(assigned);
    more.put(name, value);
    var all = new HashMap<>(values);
    all.put(name, value);
    return new Variables(all, more);
  }

  /** Those that tools have set. */
  public Map<String, Object> assigned() {
    return assigned;
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).map(Object::toString);
  }

  /** All of them but the platform's own. */
  public Map<String, Object> ofTheCall() {
    return Collections.unmodifiableMap(values);
  }

  /** All of them, the secret ones among them, with the platform's own. */
  public Map<String, Object> all(SystemVariables system) {
    var all = new HashMap<>(values);
    all.putAll(system.values());
    return all;
  }

  /** The text with every variable replaced that has a value here and is not secret. */
  public String fill(String template) {
    return Template.fill(template, open());
  }

  /**
   * The same with the platform's own. What the platform does not know in this conversation, such as
   * a caller's number, is empty.
   */
  public String fill(String template, SystemVariables system) {
    var open = open();
    open.putAll(system.values());
    for (var name : Template.names(template)) {
      if (SystemVariables.isOne(name)) {
        open.putIfAbsent(name, "");
      }
    }
    return Template.fill(template, open);
  }

  private Map<String, Object> open() {
    var open = new HashMap<>(values);
    open.keySet().removeIf(name -> name.startsWith(SECRET));
    return open;
  }

  /** The names in these texts that have no value, in alphabetical order. */
  public Set<String> missing(String... templates) {
    Set<String> names = new TreeSet<>();
    for (var template : templates) {
      names.addAll(Template.names(template));
    }
    return missing(names);
  }

  /** Those of these names that have no value, in alphabetical order. */
  public Set<String> missing(Collection<String> names) {
    Set<String> missing = new TreeSet<>(names);
    missing.removeIf(name -> SystemVariables.isOne(name) || values.get(name) != null);
    return missing;
  }
}
