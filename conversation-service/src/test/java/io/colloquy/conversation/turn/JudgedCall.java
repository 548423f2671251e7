package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.conversation.speech.Heard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A call in virtual time for the judge of endpointing: a turn machine with the settings of a
 * service that nobody configured, a model and a voice that take as long as good ones do. All times
 * are milliseconds since it began.
 */
public final class JudgedCall {

  private static final int MODEL_MS = 400;
  private static final int VOICE_MS = 150;
  private static final String LONG_TALK =
      "This is a long explanation that goes on, sentence after sentence, for the time of the test. "
          .repeat(12);

  private final Stage stage;
  private final Map<String, Integer> asked = new HashMap<>();
  private final Set<String> answered = new HashSet<>();
  private int now;
  private OptionalInt turnEnded = OptionalInt.empty();
  private OptionalInt spoke = OptionalInt.empty();
  private OptionalInt interrupted = OptionalInt.empty();

  private JudgedCall(String language, String firstMessage) {
    var policy =
        new TurnPolicy(
            false,
            language,
            Set.of(),
            new TurnPolicy.Interruption(
                true,
                true,
                TurnPolicy.Interruption.AFTER_WORDS_MS,
                TurnPolicy.Interruption.AFTER_SOUND_MS),
            Stage.VOICE.patience(),
            Stage.VOICE.userSilence(),
            600_000,
            true,
            TurnPolicy.ToolUse.PLAIN,
            TurnPolicy.Filler.NONE,
            Stage.VOICE.regret());
    stage = new Stage(policy).on(new Event.Begin(firstMessage)).voiceSpeaks();
  }

  /** It is the user's turn. */
  public static JudgedCall userSpeaks(String language) {
    return new JudgedCall(language, "");
  }

  /** The agent has begun to say something long. */
  public static JudgedCall agentSpeaks(String language) {
    return new JudgedCall(language, LONG_TALK);
  }

  /** What the user's ears tell now. */
  public void hear(Heard heard) {
    switch (heard) {
      case Heard.Score score -> {}
      case Heard.SpeechBegan began -> stage.on(new Event.UserBegan());
      case Heard.Speaking(int speechMs) -> stage.on(new Event.UserSpeaking(speechMs));
      case Heard.Partial(String text) -> stage.on(new Event.UserPartial(text));
      case Heard.Paused(String text) -> stage.on(new Event.UserPaused(text));
      case Heard.Utterance said ->
          stage.on(new Event.UserUtterance(said.text(), said.speechMs(), 0));
      case Heard.Failed failed -> throw new IllegalStateException(failed.message());
    }
  }

  /** Time passes; then what has happened is looked at. */
  public void pass(int millis) {
    now += millis;
    stage.pass(millis);
    stage.all(Effect.Generate.class).forEach(ask -> asked.putIfAbsent(ask.generationId(), now));
    asked.forEach(this::answerWhenDue);
    if (turnEnded.isEmpty() && !stage.told(EdgeOutput.UserTranscript.class).isEmpty()) {
      turnEnded = OptionalInt.of(now);
    }
    if (interrupted.isEmpty() && !stage.told(EdgeOutput.Interruption.class).isEmpty()) {
      interrupted = OptionalInt.of(now);
    }
    if (spoke.isEmpty() && stage.all(Effect.Speak.class).findAny().isPresent()) {
      spoke = OptionalInt.of(now + VOICE_MS);
    }
    stage.voiceSpeaks();
  }

  private void answerWhenDue(String generation, int since) {
    if (now >= since + MODEL_MS && answered.add(generation)) {
      stage.on(new Event.AnswerText(generation, "Certainly, I can help you with that."));
      stage.on(new Event.AnswerFinished(generation));
    }
  }

  public OptionalInt turnEndedMs() {
    return turnEnded;
  }

  /** When the agent's voice began. */
  public OptionalInt agentSpokeMs() {
    return spoke;
  }

  public OptionalInt interruptedMs() {
    return interrupted;
  }

  /** Whether it said the rest of what an interruption had cut off. */
  public boolean agentWentOn() {
    return interrupted.isPresent()
        && asked.isEmpty()
        && stage.told(EdgeOutput.AgentResponse.class).size() > 1;
  }
}
