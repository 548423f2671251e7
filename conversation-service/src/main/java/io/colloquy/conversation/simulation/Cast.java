package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.AgentSettings;
import io.colloquy.conversation.prompt.Variables;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the two sides of a simulation out of their configurations. */
final class Cast {

  private static final List<Object> VARIABLES =
      List.of(Flaw.BODY, "simulation_specification", "dynamic_variables");

  /** Variables that are nobody's to give. */
  private static final List<String> OWN_PREFIXES = List.of("system__", "secret__");

  private static final String SOMEBODY = "You are an ordinary person who tries out this agent.";

  /**
   * @throws InvalidRequest if a variable that the agent needs has no value
   */
  static Party agent(Agent agent, List<Offer> offers, ObjectNode given) {
    var settings = agent.conversationConfig().agent();
    var variables = Variables.of(settings, given);
    var missing = missing(settings, variables);
    if (!missing.isEmpty()) {
      throw new InvalidRequest(
          missing.stream().map(name -> Flaw.missing(Flaw.path(VARIABLES, name))).toList());
    }
    return party(
        agent.agentId(), settings, variables.fill(settings.prompt().prompt()), variables, offers);
  }

  static Set<String> missing(AgentSettings settings, Variables variables) {
    return variables.missing(settings.prompt().prompt(), settings.firstMessage()).stream()
        .filter(name -> OWN_PREFIXES.stream().noneMatch(name::startsWith))
        .collect(Collectors.toSet());
  }

  static Party user(AgentSettings settings, ObjectNode given) {
    var variables = Variables.of(settings, given);
    var own = variables.fill(settings.prompt().prompt()).strip();
    return party(
        Turns.USER,
        settings,
        part(settings.language(), own.isEmpty() ? SOMEBODY : own),
        variables,
        List.of(endCall()));
  }

  private static String part(String language, String own) {
    return """
    You take the part of the user in a conversation with an agent, as described below. Answer \
    with the user's next words only, in the language '%s' unless the part says otherwise: no \
    quotes, no stage directions, never the agent's words. Call the tool end_call when the user \
    has what they came for, or would hang up; words beside the call are the user's last.

    %s"""
        .formatted(language, own);
  }

  private static Offer endCall() {
    var config =
        Json.MAPPER
            .createObjectNode()
            .put("type", Offer.SYSTEM)
            .put("name", "end_call")
            .put("description", "Ends the conversation, as a user does who hangs up.");
    config.putObject("params").put("system_tool_type", "end_call");
    return Offer.of(config);
  }

  private static Party party(
      String id,
      AgentSettings settings,
      String instructions,
      Variables variables,
      List<Offer> offers) {
    var prompt = settings.prompt();
    return new Party(
        id,
        instructions,
        variables.fill(settings.firstMessage()).strip(),
        prompt.llm(),
        prompt.temperature(),
        prompt.maxTokens(),
        offers);
  }

  private Cast() {}
}
