package io.colloquy.conversation.turn;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.llm.ChatMessage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Asks the model for answers, and stops asking. */
final class Generating {

  /** How a silent turn of the user stands in the messages to a model. */
  private static final ChatMessage SILENCE = ChatMessage.user("...");

  private static final ChatMessage GO_ON =
      ChatMessage.user("Please go on exactly where you stopped.");

  private final long patienceMs;
  private final Transcript transcript;
  private final InstantSource clock;
  private final Effects effects;

  /**
   * @param patienceMs how long the model may give no text
   */
  Generating(long patienceMs, Transcript transcript, InstantSource clock, Effects effects) {
    this.patienceMs = patienceMs;
    this.transcript = transcript;
    this.clock = clock;
    this.effects = effects;
  }

  void ask(Answer answer) {
    if (answer.occasion == Answer.Occasion.SILENCE) {
      generate(answer, SILENCE);
    } else {
      generate(answer);
    }
  }

  /** Asks for what follows a text that is written already. */
  void askToGoOn(Answer answer, String written) {
    generate(answer, ChatMessage.assistant(written), GO_ON);
  }

  /** Asks for an answer to words that are not in the history yet, and may never be. */
  void askAhead(Answer answer, String words) {
    generate(answer, ChatMessage.user(words));
  }

  private void generate(Answer answer, ChatMessage... afterHistory) {
    var generation = Ids.generation();
    answer.ask(generation, clock.millis());
    var messages = new ArrayList<>(transcript.messages());
    messages.addAll(List.of(afterHistory));
    messages.addAll(answer.messages());
    effects.add(new Effect.Generate(generation, messages));
    beat();
  }

  /** The model gave a sign of life. */
  void beat() {
    effects.arm(Alarm.ANSWER_STALLED, patienceMs);
  }

  /** The model has nothing more to say. */
  void over() {
    effects.disarm(Alarm.ANSWER_STALLED);
  }

  void cancel(Answer answer) {
    answer.generation().ifPresent(g -> effects.add(new Effect.CancelGeneration(g)));
    over();
  }
}
