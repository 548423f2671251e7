package io.colloquy.llm;

import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.contracts.llm.OfferedModels.Offered;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.cost.ModelFacts;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.openai.OpenAiSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which models agents of this deployment may name.
 *
 * <p>A model can be asked if its provider is configured, if the operator's own catalogue has
 * brought it in, or if something stands in for every model: the builtin demo where nothing is
 * configured, or a server of the operator's own that speaks OpenAI's protocol.
 */
final class Offer {

  private final Catalogue catalogue;
  private final Set<String> providers = new HashSet<>();
  private final Optional<String> standard;
  private final boolean everything;
  private final Map<String, String> hosts = new LinkedHashMap<>();
  private final boolean demo;

  Offer(LlmConfig config, Catalogue catalogue) {
    this.catalogue = catalogue;
    this.standard = config.model();
    var openAi =
        OpenAiSettings.from(
            config.openai().baseUrl(),
            config.openai().apiKey(),
            config.ollama().baseUrl(),
            config.model());
    openAi.ifPresent(_ -> providers.add("openai"));
    config.anthropic().apiKey().ifPresent(_ -> providers.add("anthropic"));
    config.gemini().apiKey().ifPresent(_ -> providers.add("gemini"));
    config.hosts().forEach((name, host) -> host.models().forEach(id -> hosts.put(id, name)));
    boolean onlyHosts = providers.isEmpty();
    providers.addAll(hosts.values());
    this.demo = providers.isEmpty() || !config.builtinReplacedByReal();
    this.everything =
        onlyHosts || openAi.filter(settings -> !settings.isOpenAiItself()).isPresent();
  }

  OfferedModels models() {
    List<Offered> offered = new ArrayList<>();
    catalogue.entries().forEach(entry -> offered.add(offered(entry.facts())));
    offered.add(new Offered(Models.BUILTIN, Models.BUILTIN, true, demo, false));
    hosts.forEach(
        (id, host) -> {
          if (offered.stream().noneMatch(model -> model.id().equals(id))) {
            offered.add(new Offered(id, host, true, false, false));
          }
        });
    standard
        .filter(id -> offered.stream().noneMatch(model -> model.id().equals(id)))
        .ifPresent(id -> offered.add(new Offered(id, "operator", true, false, false)));
    return new OfferedModels(offered);
  }

  private Offered offered(ModelFacts facts) {
    boolean configured =
        everything
            || providers.contains(facts.provider())
            || hosts.containsKey(facts.llm())
            || facts.provider().equals(Catalogue.CUSTOMERS)
            || catalogue.providerOfAdded(facts.llm()).isPresent();
    return new Offered(
        facts.llm(), facts.provider(), configured, facts.zeroRetention(), facts.hipaa());
  }
}
