package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.contracts.llm.OfferedModels.Offered;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The models that an agent names, by the place where it does: for itself, for a language, for a
 * node of its workflow.
 */
final class ModelChoices {

  /** The demo, which every deployment has, or has something better for. */
  private static final String BUILTIN = "builtin";

  private static final String CONFIG = "conversation_config";
  private static final String[] PROMPTS_MODEL = {"agent", "prompt", "llm"};

  private final Map<List<Object>, String> byPlace;

  private ModelChoices(Map<List<Object>, String> byPlace) {
    this.byPlace = byPlace;
  }

  /**
   * @param agent as JSON; where it says nothing there is no choice
   */
  static ModelChoices in(JsonNode agent) {
    Map<List<Object>, String> byPlace = new LinkedHashMap<>();
    note(byPlace, agent.path(CONFIG), CONFIG);
    for (var preset : agent.path(CONFIG).path("language_presets").properties()) {
      note(
          byPlace,
          preset.getValue().path("overrides"),
          CONFIG,
          "language_presets",
          preset.getKey(),
          "overrides");
    }
    for (var node : agent.path("workflow").path("nodes").properties()) {
      note(byPlace, node.getValue().path(CONFIG), "workflow", "nodes", node.getKey(), CONFIG);
    }
    return new ModelChoices(byPlace);
  }

  private static void note(Map<List<Object>, String> byPlace, JsonNode config, Object... place) {
    var llm = config;
    for (var step : PROMPTS_MODEL) {
      llm = llm.path(step);
    }
    if (llm.isTextual()) {
      var path = Flaw.path(List.of(Flaw.BODY), place);
      path.addAll(List.of(PROMPTS_MODEL));
      byPlace.put(path, llm.textValue());
    }
  }

  /** Those that are not the same, at the same place, in the other. */
  ModelChoices notIn(ModelChoices other) {
    Map<List<Object>, String> rest = new LinkedHashMap<>(byPlace);
    rest.entrySet().removeAll(other.byPlace.entrySet());
    return new ModelChoices(rest);
  }

  /**
   * Only models that can be asked here may be chosen.
   *
   * @throws InvalidRequest if there is no such model
   * @throws Refusal (400) if its provider is not configured
   */
  void check(OfferedModels offered) {
    List<Flaw> unknown = new ArrayList<>();
    byPlace.forEach(
        (place, llm) -> {
          if (!isAlwaysThere(llm) && offered.find(llm).isEmpty()) {
            unknown.add(
                new Flaw(place, "Input should be a model of GET /v1/convai/llm/list", "enum"));
          }
        });
    if (!unknown.isEmpty()) {
      throw new InvalidRequest(unknown);
    }
    for (var llm : byPlace.values()) {
      offered
          .find(llm)
          .filter(model -> !model.configured() && !isAlwaysThere(llm))
          .ifPresent(
              model -> {
                throw notConfigured(model, offered);
              });
    }
  }

  private static boolean isAlwaysThere(String llm) {
    return llm.equals(BUILTIN) || llm.equals(CustomModel.ID);
  }

  private static Refusal notConfigured(Offered model, OfferedModels offered) {
    var configured =
        offered.models().stream()
            .filter(Offered::configured)
            .map(Offered::id)
            .collect(Collectors.joining(", "));
    return new Refusal(
        400,
        "model_not_configured",
        "The model %s is of the provider %s, which is not configured here. Configured are: %s."
            .formatted(model.id(), model.provider(), configured));
  }

  /**
   * With zero retention only models may be chosen whose providers keep nothing (page 059).
   *
   * @throws Refusal (400) if one is not of these
   */
  void checkZeroRetention(OfferedModels offered) {
    for (var llm : byPlace.values()) {
      boolean keepsNothing =
          llm.equals(CustomModel.ID)
              || offered.find(llm).filter(Offered::zeroRetention).isPresent();
      if (!keepsNothing) {
        var allowed =
            offered.models().stream()
                .filter(model -> model.zeroRetention() && model.configured())
                .map(Offered::id)
                .collect(Collectors.joining(", "));
        throw new Refusal(
            400,
            "model_not_allowed",
            "The model %s cannot be used in zero retention mode. These can: %s."
                .formatted(llm, allowed));
      }
    }
  }
}
