package io.colloquy.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a conversation, as clients see it (pages 018 to 020).
 *
 * @param evaluationCriteriaResults by the criterion's id: one for each that was asked about
 * @param dataCollectionResults by the id of what was to be collected, likewise
 * @param callSuccessful whether the conversation did what it was for
 * @param transcriptSummary some sentences
 * @param callSummaryTitle a few words
 */
public record Analysis(
    Map<String, CriterionResult> evaluationCriteriaResults,
    Map<String, CollectedResult> dataCollectionResults,
    Success callSuccessful,
    String transcriptSummary,
    Optional<String> callSummaryTitle) {

  public Analysis {
    evaluationCriteriaResults =
        Collections.unmodifiableMap(new LinkedHashMap<>(evaluationCriteriaResults));
    dataCollectionResults = Collections.unmodifiableMap(new LinkedHashMap<>(dataCollectionResults));
  }

  /** {@code UNKNOWN} is the answer where the transcript does not tell, or nobody could judge it. */
  public enum Success {
    SUCCESS,
    FAILURE,
    UNKNOWN;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a conversation met one goal, and why. */
  public record CriterionResult(String criteriaId, Success result, String rationale) {}

  /**
   * What a conversation told of one matter.
   *
   * @param value of the type that {@code jsonSchema} names, or null where nothing was told
   */
  public record CollectedResult(
      String dataCollectionId, JsonNode value, ObjectNode jsonSchema, String rationale) {}
}
