package io.colloquy.analysis.evaluation;

import io.colloquy.contracts.analysis.Analysis.CollectedResult;
import io.colloquy.contracts.analysis.Analysis.CriterionResult;
import io.colloquy.contracts.analysis.Analysis.Success;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been found out so far.
 *
 * @param criteria by id
 * @param collected by id
 */
record Findings(
    Optional<Overview> overview,
    Map<String, CriterionResult> criteria,
    Map<String, CollectedResult> collected) {

  /**
   * The conversation as a whole.
   *
   * @param successful what a model thinks of it, for a conversation without criteria
   */
  record Overview(Optional<String> title, String summary, Success successful) {}

  static Findings none() {
    return new Findings(Optional.empty(), Map.of(), Map.of());
  }

  Findings and(Findings others) {
    Map<String, CriterionResult> allCriteria = new LinkedHashMap<>(criteria);
    allCriteria.putAll(others.criteria());
    Map<String, CollectedResult> allCollected = new LinkedHashMap<>(collected);
    allCollected.putAll(others.collected());
    return new Findings(overview.or(others::overview), allCriteria, allCollected);
  }
}
