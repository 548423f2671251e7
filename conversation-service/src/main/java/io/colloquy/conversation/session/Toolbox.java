package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.conversation.prompt.LanguagePresets;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.turn.TurnPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tools that an agent's model may use in a conversation, by the names that the model knows. */
final class Toolbox {

  private final Map<String, Offer> offers;
  private final List<ToolSpec> specs;
  private final Set<String> languages;
  private final Surroundings.Found found;

  private Toolbox(
      Map<String, Offer> offers,
      List<ToolSpec> specs,
      Set<String> languages,
      Surroundings.Found found) {
    this.found = found;
    this.offers = offers;
    this.specs = specs;
    this.languages = languages;
  }

  /**
   * @param found what the agent has; system tools that do nothing in this conversation are left out
   * @param telephone whether the conversation is a telephone call
   */
  static Toolbox of(Surroundings.Found found, ConversationConfig config, boolean telephone) {
    Map<String, Offer> usable = new LinkedHashMap<>();
    found.offers().stream()
        .filter(
            offer ->
                !offer.type().equals(Offer.SYSTEM) || SystemTools.serve(offer.name(), telephone))
        .forEach(offer -> usable.putIfAbsent(offer.name(), offer));
    var languages = LanguagePresets.languages(config);
    var specs = usable.values().stream().map(offer -> described(offer, languages)).toList();
    boolean follows = usable.containsKey(SystemTools.LANGUAGE_DETECTION);
    return new Toolbox(usable, specs, follows ? languages : Set.of(), found);
  }

  private static ToolSpec described(Offer offer, Set<String> languages) {
    var spec = offer.spec();
    return offer.name().equals(SystemTools.LANGUAGE_DETECTION)
        ? new ToolSpec(
            spec.name(),
            spec.description() + "\nLanguage codes: " + String.join(", ", languages),
            spec.parameters())
        : spec;
  }

  /** The MCP servers of the agent, those that cannot be reached among them. */
  List<EdgeOutput.McpServer> servers() {
    return found.servers();
  }

  /** What it was made of. */
  Surroundings.Found found() {
    return found;
  }

  Optional<Offer> find(String name) {
    return Optional.ofNullable(offers.get(name));
  }

  List<Offer> offers() {
    return List.copyOf(offers.values());
  }

  /** What the model is told. */
  List<ToolSpec> specs() {
    return specs;
  }

  /** Those into which the agent follows its user; empty if it keeps to one. */
  Set<String> languages() {
    return languages;
  }

  /** How turns are taken while these tools are used. */
  TurnPolicy.ToolUse turns(String announcement) {
    return new TurnPolicy.ToolUse(
        having("disable_interruptions"), having("force_pre_tool_speech"), announcement);
  }

  private Set<String> having(String flag) {
    return offers.entrySet().stream()
        .filter(offer -> offer.getValue().config().path(flag).asBoolean(false))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
