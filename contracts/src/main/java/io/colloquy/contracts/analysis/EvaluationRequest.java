package io.colloquy.contracts.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Workspace;
import io.colloquy.contracts.llm.Terms;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of {@code POST /internal/evaluations} of the analysis-service, which answers 200 with an
 * {@link Analysis}. What cannot be judged is {@code unknown} there, with the reason; no failure of
 * a model is a failure of the request.
 *
 * @param model asked where the installation names no model for evaluations
 * @param language of the conversation, an ISO 639-1 code
 * @param dataCollection by id, each in the form of {@code platform_settings.data_collection}
 * @param transcript turns in the documented form
 * @param dynamicVariables for what is collected from a variable instead of the transcript
 * @param knowledge what the agent's knowledge base says, for criteria that want it
 * @param terms whose evaluation it is; that of the only workspace where there are none
 */
public record EvaluationRequest(
    String model,
    String language,
    List<Criterion> criteria,
    Map<String, ObjectNode> dataCollection,
    List<ObjectNode> transcript,
    Map<String, Object> dynamicVariables,
    Optional<String> knowledge,
    Terms terms) {

  public static final String PATH = "/internal/evaluations";

  public EvaluationRequest {
    model = model == null ? "builtin" : model;
    language = language == null ? "en" : language;
    criteria = criteria == null ? List.of() : List.copyOf(criteria);
    dataCollection = ordered(dataCollection);
    transcript = transcript == null ? List.of() : List.copyOf(transcript);
    dynamicVariables = ordered(dynamicVariables);
    knowledge = knowledge == null ? Optional.empty() : knowledge;
    terms = terms == null ? Terms.background(Workspace.DEFAULT) : terms.inTheBackground();
  }

  /** The same request about this transcript. */
  public EvaluationRequest about(List<ObjectNode> turns) {
    return new EvaluationRequest(
        model, language, criteria, dataCollection, turns, dynamicVariables, knowledge, terms);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * A goal that a conversation meets or not (page 019).
   *
   * @param conversationGoalPrompt what to look for
   * @param useKnowledgeBase whether the agent's knowledge base says what is right
   */
  public record Criterion(
      String id, String name, String conversationGoalPrompt, boolean useKnowledgeBase) {}
}
