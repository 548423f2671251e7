package io.colloquy.analysis.evaluation;

import io.colloquy.analysis.evaluation.NoJudgement.Kind;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet.MalformedPacket;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.rest.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The model of one evaluation, asked through the llm-cascade-service.
 *
 * @param terms whose evaluation it is
 * @param deadline for all questions together
 */
record CascadeJudge(Peer llm, String model, Terms terms, Instant deadline) implements Judge {

  private static final int LONGEST_TIMEOUT_MS = 300_000;

  @Override
  public String answer(Question question) throws NoJudgement {
    try {
      var answer = llm.post(BackgroundQuestion.PATH, left -> wired(question, left), deadline);
      return Json.read(answer, BackgroundAnswer.class).text();
    } catch (MalformedPacket e) {
      throw new NoJudgement(Kind.THIS_QUESTION, "The language model's answer was not understood.");
    } catch (Peer.Failed e) {
      throw noJudgement(e.statusCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoJudgement(Kind.AWAY, "Nobody waits for this evaluation any more.");
    }
  }

  private BackgroundQuestion wired(Question question, Duration left) {
    return new BackgroundQuestion(
        model,
        List.of(ChatMessage.system(question.instructions()), ChatMessage.user(question.material())),
        0,
        -1,
        List.of(),
        Optional.of(question.form()),
        Optional.of(Math.clamp(left.toMillis(), 1, LONGEST_TIMEOUT_MS)),
        terms);
  }

  private static NoJudgement noJudgement(int statusCode) {
    return switch (statusCode) {
      case 501 ->
          new NoJudgement(
              Kind.ANY_QUESTION,
              "The builtin model cannot judge this; configure a language model to have it judged.");
      case 503 -> new NoJudgement(Kind.AWAY, "The language model could not be reached.");
      case 504 -> new NoJudgement(Kind.THIS_QUESTION, "The language model did not answer in time.");
      default -> new NoJudgement(Kind.THIS_QUESTION, "The language model failed.");
    };
  }
}
