package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.TranscriptTurn.Role;
import io.colloquy.contracts.llm.ChatMessage;
import java.util.List;
import java.util.Optional;

/**
 * What was said and heard: the turns as they are published, the history as the model gets it, and
 * the event ids as the client sees them.
 */
final class Transcript {

  private final Effects effects;
  private final History history;
  private int lastEventId;
  private int nextTurn;

  Transcript(TurnMemory memory, Effects effects) {
    this.effects = effects;
    this.history = new History(memory.history());
    this.lastEventId = memory.lastEventId();
    this.nextTurn = memory.nextTurn();
  }

  TurnMemory memory() {
    return new TurnMemory(history.entries(), lastEventId, nextTurn);
  }

  int lastEventId() {
    return lastEventId;
  }

  int nextEventId() {
    return ++lastEventId;
  }

  boolean owesAnswer() {
    return history.owesAnswer();
  }

  List<ChatMessage> messages() {
    return history.messages();
  }

  void context(String text, Optional<String> contextId) {
    history.context(text, contextId);
  }

  void user(UserWords words) {
    lastEventId++;
    if (!words.typed()) {
      effects.tell(new EdgeOutput.UserTranscript(lastEventId, words.text()));
    }
    history.user(words.text());
    publish(
        new SpokenTurn(
            nextTurn++,
            Role.USER,
            words.text(),
            words.beganAt(),
            Optional.empty(),
            words.typed(),
            words.metricsMs(),
            List.of()));
    effects.add(new Effect.Checkpoint());
  }

  /** An answer that was heard to its end. */
  void agent(Answer answer, boolean typed) {
    agent(answer, answer.text(), Optional.empty(), typed);
  }

  /** An answer of which only this much was heard. */
  void agentCutShort(Answer answer, String heard, boolean typed) {
    agent(answer, heard, Optional.of(answer.text()), typed);
  }

  private void agent(Answer answer, String heard, Optional<String> original, boolean typed) {
    history.agent(answer.messages(heard));
    publish(
        new SpokenTurn(
            nextTurn++,
            Role.AGENT,
            heard,
            answer.beganAt(),
            original,
            typed,
            answer.metricsMs(),
            answer.parts(heard)));
  }

  private void publish(SpokenTurn turn) {
    effects.add(new Effect.Publish(turn));
  }
}
