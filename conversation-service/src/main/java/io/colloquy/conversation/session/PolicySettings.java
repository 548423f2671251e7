package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.conversation.turn.TurnPolicy;
import java.time.Duration;

/**
 * The operator's part of the turn policy.
 *
 * @param bargeIn how long the user must have spoken before the agent stops
 * @param answerPatience how long the model may give no text
 * @param speechPatience how long the voice may give no audio
 * @param apology what the agent says when no model answers
 */
record PolicySettings(
    Duration bargeIn, Duration answerPatience, Duration speechPatience, String apology) {

  /**
   * @param elapsed how much of its longest time the conversation has had
   */
  TurnPolicy policy(ConversationConfig config, Duration elapsed) {
    var longest = Duration.ofSeconds(config.conversation().maxDurationSeconds());
    return new TurnPolicy(
        config.conversation().textOnly(),
        config.conversation().sends("interruption"),
        !config.agent().disableFirstMessageInterruptions(),
        (int) bargeIn.toMillis(),
        answerPatience.toMillis(),
        speechPatience.toMillis(),
        Math.max(0, longest.minus(elapsed).toMillis()),
        apology);
  }
}
