package io.colloquy.analysis.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.history.Feedback;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import java.util.List;
import java.util.Optional;

/**
 * The body of a caller's feedback. The page knows a thumb up or down; widgets send one to five
 * stars instead, with a comment or without.
 */
final class FeedbackBody {

  private static final Operation RATE = ApiDocument.get().operation("rateConversation");

  /**
   * @throws InvalidRequest that names every flaw
   */
  static Feedback read(byte[] received) {
    var body = RATE.read(received);
    return new Feedback(
        Optional.ofNullable(body.path("feedback").textValue()).map(Feedback.Score::of),
        Optional.of(body.path("rating")).filter(JsonNode::isNumber).map(JsonNode::intValue),
        Optional.ofNullable(body.path("comment").textValue()));
  }

  /** Whether there is a thumb or stars; a comment alone is no feedback. */
  static boolean hasScore(Feedback feedback) {
    return feedback.overallScore().isPresent() || feedback.rating().isPresent();
  }

  static InvalidRequest withoutScore() {
    return new InvalidRequest(Flaw.missing(List.of(Flaw.BODY, "feedback")));
  }

  private FeedbackBody() {}
}
