package io.colloquy.conversation.turn;

import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.conversation.turn.Event.Next;
import java.time.InstantSource;
import java.util.Optional;

/** The model's part of {@link TurnMachine}: what it writes, which tools it wants, how it fails. */
final class ModelTurn {

  private final InstantSource clock;
  private final Effects effects;
  private final Floor floor;
  private final Transcript transcript;
  private final Generating generating;
  private final Ahead ahead;
  private final AgentTurn agent;

  ModelTurn(
      InstantSource clock,
      Effects effects,
      Floor floor,
      Transcript transcript,
      Generating generating,
      Ahead ahead,
      AgentTurn agent) {
    this.clock = clock;
    this.effects = effects;
    this.floor = floor;
    this.transcript = transcript;
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

  void toolsAnswered(Event.ToolsAnswered answered) {
    awaitingTools(answered.generationId())
        .ifPresentOrElse(answer -> goOn(answer, answered), () -> transcript.tooLate(answered));
  }

  private void goOn(Answer answer, Event.ToolsAnswered answered) {
    answer.answered(answered.results());
    effects.add(new Effect.Checkpoint());
    switch (answered.next()) {
      case Next.Answer next -> generating.ask(answer);
      case Next.HangUp(String lastWords, String reason) -> {
        say(answer, lastWords);
        agent.sayLastWords(answer, new Afterwards.HangUp(reason));
      }
      case Next.HandOver(String lastWords) -> {
        say(answer, lastWords);
        agent.sayLastWords(answer, new Afterwards.HandOver());
      }
      case Next.LeaveTheTurn next -> {
        floor.silence().grant();
        if (answer.isWritten()) {
          agent.complete(answer);
        } else {
          agent.sayNothing(answer);
        }
      }
    }
  }

  /** Words of a tool's, while it works. */
  void says(String generation, String words) {
    awaitingTools(generation)
        .ifPresent(
            answer -> {
              say(answer, words + " ");
              agent.deliver(answer);
            });
  }

  private void say(Answer answer, String lastWords) {
    if (!lastWords.isBlank()) {
      answer.receive(answer.isWritten() ? " " + lastWords : lastWords, clock.millis());
    }
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
              if (answer.mayAskAgain() && !ahead.holds(answer)) {
                generating.ask(answer);
              } else {
                fails(answer, "llm_timeout");
              }
            });
  }

  private void fails(Answer answer, String errorType) {
    if (ahead.loses(answer)) {
      generating.over();
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
