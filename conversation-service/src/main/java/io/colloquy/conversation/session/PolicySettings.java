package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.agent.TtsSettings;
import io.colloquy.contracts.agent.TurnSettings;
import io.colloquy.conversation.speech.Patience;
import io.colloquy.conversation.turn.TurnPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How conversations take turns: the operator's settings ({@code colloquy.turn.*}) with those of the
 * agent.
 *
 * @param endSilence that ends a turn of which nobody can tell whether it is complete
 * @param bargeInWords how long the user must have spoken before words stop the agent
 * @param bargeInSound the same for a sound without words
 * @param answerPatience how long the model may give no text
 * @param speechPatience how long the voice may give no audio
 * @param speculative whether answers are prepared while the user may still go on
 * @param apology what the agent says when no model answers
 */
record PolicySettings(
    Duration endSilence,
    Duration bargeInWords,
    Duration bargeInSound,
    Duration answerPatience,
    Duration speechPatience,
    boolean speculative,
    String apology) {

  private static final Map<String, Double> EAGERNESS =
      Map.of("eager", 0.75, "normal", 1.0, "patient", 1.6);

  /**
   * @param elapsed how much of its longest time the conversation has had
   */
  TurnPolicy policy(ActingAgent agent, Duration elapsed) {
    var config = agent.config();
    var longest = Duration.ofSeconds(config.conversation().maxDurationSeconds());
    boolean textOnly = config.conversation().textOnly();
    return new TurnPolicy(
        textOnly,
        config.agent().language(),
        config.tts().supportedVoices().stream()
            .map(TtsSettings.SupportedVoice::label)
            .collect(Collectors.toSet()),
        new TurnPolicy.Interruption(
            config.conversation().sends("interruption"),
            !config.agent().disableFirstMessageInterruptions(),
            (int) bargeInWords.toMillis(),
            (int) bargeInSound.toMillis()),
        patience(config.turn()),
        silence(config.turn(), textOnly),
        Math.max(0, longest.minus(elapsed).toMillis()),
        !textOnly && flag(config.turn(), "speculative_turn", speculative),
        agent.toolbox().turns(Announcements.in(config.agent().language())),
        apology);
  }

  /** How long the user may pause. */
  Patience endOfTurn(ConversationConfig config) {
    var turn = config.turn();
    if (turn.mode() == TurnSettings.Mode.SILENCE) {
      return Patience.fixed(endSilence);
    }
    var eagerness = String.valueOf(turn.rest().getOrDefault("turn_eagerness", "normal"));
    double factor = EAGERNESS.getOrDefault(eagerness, 1.0);
    var silence = Duration.ofMillis((long) (endSilence.toMillis() * factor));
    return Patience.byWords(silence, config.agent().language());
  }

  /** The agent's {@code soft_timeout_config}; without one there is no filler. */
  private TurnPolicy.Patience patience(TurnSettings turn) {
    double seconds = -1;
    var message = "";
    if (turn.rest().get("soft_timeout_config") instanceof Map<?, ?> soft) {
      seconds = soft.get("timeout_seconds") instanceof Number n ? n.doubleValue() : -1;
      message = soft.get("message") instanceof String words ? words : "";
    }
    long fillerMs = seconds > 0 && !message.isBlank() ? (long) (seconds * 1000) : 0;
    return new TurnPolicy.Patience(
        answerPatience.toMillis(), speechPatience.toMillis(), fillerMs, message);
  }

  /** A chat's user may take their time: the agent does not write again unasked. */
  private static TurnPolicy.UserSilence silence(TurnSettings turn, boolean textOnly) {
    long speakAgainMs = textOnly ? 0 : (long) (turn.turnTimeout() * 1000);
    double endCall = turn.silenceEndCallTimeout();
    return new TurnPolicy.UserSilence(speakAgainMs, endCall < 0 ? -1 : (long) (endCall * 1000));
  }

  private static boolean flag(TurnSettings turn, String name, boolean otherwise) {
    return turn.rest().get(name) instanceof Boolean flag ? flag : otherwise;
  }
}
