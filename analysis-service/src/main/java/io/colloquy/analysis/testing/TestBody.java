package io.colloquy.analysis.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.util.List;

/** What a test must hold beyond what the interface's document says. */
final class TestBody {

  private static final String SCENARIO = "llm";

  /** What an answer is judged by; a test of a tool call is judged by its parameters instead. */
  private static final List<String> OF_SCENARIOS =
      List.of("success_condition", "success_examples", "failure_examples");

  static String type(ObjectNode test) {
    return test.path("type").asText(SCENARIO);
  }

  /**
   * @throws InvalidRequest that names every member that its type needs and it does not have
   */
  static void requireComplete(ObjectNode test) {
    if (type(test).equals(SCENARIO)) {
      var missing =
          OF_SCENARIOS.stream()
              .filter(name -> !test.has(name))
              .map(name -> Flaw.missing(List.of(Flaw.BODY, name)))
              .toList();
      if (!missing.isEmpty()) {
        throw new InvalidRequest(missing);
      }
    }
  }

  private TestBody() {}
}
