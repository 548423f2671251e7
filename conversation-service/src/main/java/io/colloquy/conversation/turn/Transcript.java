package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.TranscriptTurn.Role;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said and heard: the turns as they are published, the history as the model gets it, and
 * the event ids as the client sees them.
 */
final class Transcript {

  private final Effects effects;
  private final History history;
  private final Map<String, List<ToolCall>> abandoned = new HashMap<>();
  private int lastEventId;
  private int nextTurn;

  Transcript(TurnMemory memory, Effects effects) {
    this.effects = effects;
    this.history = new History(memory.history());
    this.lastEventId = memory.lastEventId();
    this.nextTurn = memory.nextTurn();
  }

  /**
   * @param pending what belongs into the history of an answer that is under way
   */
  TurnMemory memory(List<ChatMessage> pending) {
    var entries = new ArrayList<>(history.entries());
    pending.forEach(message -> entries.add(new History.Entry(message, Optional.empty())));
    return new TurnMemory(entries, lastEventId, nextTurn);
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
    history.user(words.text(), words.files());
    publish(
        new SpokenTurn(
            nextTurn++,
            Role.USER,
            words.text(),
            words.beganAt(),
            Optional.empty(),
            words.typed(),
            words.metricsMs(),
            List.of(),
            List.of(),
            List.of(),
            words.files(),
            List.of(),
            Optional.of(lastEventId)));
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
            answer.parts(heard),
            List.of(),
            List.of(),
            List.of(),
            answer.generations(),
            Optional.of(answer.eventId)));
  }

  // Tools

  /** An answer of which nothing is said, though tools were used for it. */
  void silent(Answer answer) {
    history.agent(answer.toolMessages());
  }

  /** What was asked for and what came of it are two turns, in which nobody speaks. */
  void tools(Event.ToolsUsed used) {
    publish(SpokenTurn.ofTools(nextTurn++, used.calledAtMs(), used.calls(), List.of()));
    publish(SpokenTurn.ofTools(nextTurn++, used.answeredAtMs(), List.of(), used.results()));
  }

  /** The answer that these tools are used for is given up; what they do cannot be undone. */
  void abandon(String generation, List<ToolCall> calls) {
    abandoned.put(generation, calls);
  }

  /** The tools of an answer that was given up have done their work: the model must know of it. */
  void tooLate(Event.ToolsAnswered answered) {
    var calls = Optional.ofNullable(abandoned.remove(answered.generationId()));
    if (calls.isPresent() && answered.next() instanceof Event.Next.Answer) {
      history.agent(List.of(ChatMessage.assistant("", calls.get())));
      history.agent(answered.results());
      effects.add(new Effect.Checkpoint());
    }
  }

  private void publish(SpokenTurn turn) {
    effects.add(new Effect.Publish(turn));
  }
}
