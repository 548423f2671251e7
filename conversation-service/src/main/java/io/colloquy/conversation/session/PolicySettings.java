package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.agent.TtsSettings;
import io.colloquy.contracts.agent.TurnSettings;
import io.colloquy.conversation.speech.Patience;
import io.colloquy.conversation.turn.TurnPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
 * @param fallbacks what is said where no model does
 */
record PolicySettings(
    Duration endSilence,
    Duration bargeInWords,
    Duration bargeInSound,
    Duration answerPatience,
    Duration speechPatience,
    boolean speculative,
    Fallbacks fallbacks) {

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
        new TurnPolicy.Patience(answerPatience.toMillis(), speechPatience.toMillis()),
        silence(config.turn(), textOnly),
        Math.max(0, longest.minus(elapsed).toMillis()),
        !textOnly && flag(config.turn(), "speculative_turn", speculative),
        agent.toolbox().turns(Announcements.in(config.agent().language())),
        filler(config),
        fallbacks.regret(config.agent().language()));
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

  /** A reader sees that the agent writes. */
  private TurnPolicy.Filler filler(ConversationConfig config) {
    var soft =
        config.turn().rest().get("soft_timeout_config") instanceof Map<?, ?> map
            ? Optional.<Map<?, ?>>of(map)
            : Optional.<Map<?, ?>>empty();
    return config.conversation().textOnly()
        ? TurnPolicy.Filler.NONE
        : fallbacks.filler(soft, config.agent().language());
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
