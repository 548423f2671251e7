package io.colloquy.conversation.turn;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The model's part of {@link TurnMachine}: what it writes, which tools it wants, how it fails. */
final class ModelTurn {

  private final InstantSource clock;
  private final Floor floor;
  private final Generating generating;
  private final Ahead ahead;
  private final AgentTurn agent;

  ModelTurn(InstantSource clock, Floor floor, Generating generating, Ahead ahead, AgentTurn agent) {
    this.clock = clock;
    this.floor = floor;
    this.generating = generating;
    this.ahead = ahead;
    this.agent = agent;
  }

  void writes(String generation, String text) {
    generating(generation)
        .filter(answer -> !text.isEmpty())
        .ifPresent(
            answer -> {
              generating.beat();
              answer.receive(text, clock.millis());
              agent.deliver(answer);
            });
  }

  void calls(String generation, ToolCall call) {
    generating(generation)
        .ifPresent(
            answer -> {
              generating.beat();
              answer.call(call);
            });
  }

  void finishes(String generation) {
    generating(generation)
        .ifPresent(
            answer -> {
              generating.over();
              answer.generated();
              if (!answer.calls().isEmpty()) {
                agent.useTools(answer);
              } else if (answer.isWritten()) {
                agent.complete(answer);
              } else {
                fails(answer, "llm_error");
              }
            });
  }

  void toolsAnswered(String generation, List<ChatMessage> results) {
    awaitingTools(generation)
        .ifPresent(
            answer -> {
              answer.answered(results);
              generating.ask(answer);
            });
  }

  /**
   * It ends the call.
   *
   * @param message its last words; may be empty
   */
  void endsTheCall(String generation, String message, String reason) {
    awaitingTools(generation)
        .ifPresent(
            answer -> {
              if (!message.isBlank()) {
                answer.receive(answer.isWritten() ? " " + message : message, clock.millis());
              }
              agent.sayFarewell(answer, reason);
            });
  }

  /** It gives the user time. */
  void skipsTheTurn(String generation) {
    awaitingTools(generation)
        .ifPresent(
            answer -> {
              floor.silence().grant();
              if (answer.isWritten()) {
                agent.complete(answer);
              } else {
                agent.sayNothing(answer);
              }
            });
  }

  void fails(String generation, String errorType) {
    generating(generation).ifPresent(answer -> fails(answer, errorType));
  }

  void stalls() {
    floor
        .answer()
        .or(ahead::answer)
        .filter(answer -> answer.generation().isPresent())
        .ifPresent(
            answer -> {
              generating.cancel(answer);
              fails(answer, "llm_timeout");
            });
  }

  private void fails(Answer answer, String errorType) {
    if (ahead.loses(answer)) {
      generating.over();
    } else if (answer.mayAskAgain()) {
      generating.ask(answer);
    } else if (answer.occasion == Answer.Occasion.SILENCE && !answer.isWritten()) {
      agent.sayNothing(answer);
    } else {
      agent.giveUp(answer, errorType);
    }
  }

  private Optional<Answer> generating(String generation) {
    return floor.answer().or(ahead::answer).filter(answer -> answer.isOf(generation));
  }

  private Optional<Answer> awaitingTools(String generation) {
    return floor.answer().filter(answer -> answer.isOf(generation) && answer.awaitsTools());
  }
}
