package io.colloquy.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.cost.Estimate;
import io.colloquy.llm.cost.Estimate.Workload;
import io.colloquy.llm.cost.ModelFacts;
import java.util.Optional;

/** Writes and reads the documented JSON about models and their cost. */
final class CostAnswers {

  static final ObjectNode NO_SUCH_AGENT = noSuchAgent();

  /** What a request for an estimate says. */
  sealed interface Read {
    record Understood(Workload workload) implements Read {}

    /**
     * @param flaws the body of the answer 422
     */
    record Flawed(ObjectNode flaws) implements Read {}
  }

  private final Catalogue catalogue;

  CostAnswers(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  private static ObjectNode noSuchAgent() {
    var body = Json.MAPPER.createObjectNode();
    body.putObject("detail")
        .put("status", "agent_not_found")
        .put("message", "There is no agent with this id.");
    return body;
  }

  ObjectNode list() {
    var body = Json.MAPPER.createObjectNode();
    var llms = body.putArray("llms");
    catalogue.entries().stream()
        .filter(
            entry -> entry.facts().maxContext() > 0) // of customers' own models nothing is known
        .forEach(entry -> describe(llms.addObject(), entry));
    body.putObject("default_deprecation_config")
        .put("warning_start_days", 30)
        .put("fallback_start_days", 14)
        .put("fallback_complete_days", 0)
        .put("fallback_start_percentage", 0.0)
        .put("fallback_complete_percentage", 100.0);
    return body;
  }

  private static void describe(ObjectNode llm, Catalogue.Entry entry) {
    var facts = entry.facts();
    llm.put("llm", facts.llm());
    llm.put("is_checkpoint", entry.checkpoint());
    llm.put("max_tokens_limit", facts.maxTokens());
    llm.put("max_context_limit", facts.maxContext());
    llm.put("supports_image_input", facts.images());
    llm.put("supports_document_input", facts.documents());
    llm.put("supports_parallel_tool_calls", facts.parallelToolCalls());
    if (facts.reasoningEfforts().isEmpty()) {
      llm.putNull("available_reasoning_efforts");
    } else {
      facts.reasoningEfforts().forEach(llm.withArray("available_reasoning_efforts")::add);
    }
    llm.putNull("deprecation_info");
  }

  ObjectNode prices(Workload workload) {
    var body = Json.MAPPER.createObjectNode();
    var prices = body.putArray("llm_prices");
    catalogue.entries().forEach(entry -> price(prices, entry.facts(), workload));
    return body;
  }

  private static void price(ArrayNode prices, ModelFacts facts, Workload workload) {
    Estimate.of(facts, workload)
        .ifPresent(
            price ->
                prices
                    .addObject()
                    .put("llm", facts.llm())
                    .put("price_per_minute", price.perMinute())
                    .put("price_per_message", price.perMessage()));
  }

  /** What the agent's configuration says; a document of its knowledge counts as one page. */
  static Workload workload(Agent agent) {
    var prompt = agent.conversationConfig().agent().prompt();
    return new Workload(
        prompt.prompt().length(), prompt.knowledgeBase().size(), prompt.rag().enabled());
  }

  /**
   * @param body none if it is not JSON
   * @param known what holds where the request says nothing; without it, it must say everything
   */
  Read read(Optional<JsonNode> body, Optional<Workload> known) {
    var flaws = new CostFlaws();
    if (!(body.orElse(null) instanceof ObjectNode request)) {
      return new Read.Flawed(
          body.isEmpty()
              ? flaws.of("JSON decode error", "json_invalid")
              : flaws.of("Input should be a valid dictionary", "model_attributes_type"));
    }
    var length = flaws.number(request, "prompt_length", known.map(Workload::promptLength));
    var pages = flaws.number(request, "number_of_pages", known.map(Workload::pages));
    var retrieval = flaws.truth(request, "rag_enabled", known.map(Workload::retrieval));
    return flaws
        .body()
        .<Read>map(Read.Flawed::new)
        .orElseGet(() -> new Read.Understood(new Workload(length, pages, retrieval)));
  }
}
