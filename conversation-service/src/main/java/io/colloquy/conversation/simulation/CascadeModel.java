package io.colloquy.conversation.simulation;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet.MalformedPacket;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.rest.Peer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Language models behind the llm-cascade-service.
 *
 * @param patience how long one answer may take
 */
record CascadeModel(Peer llm, Clock clock, Duration patience) implements Model {

  private static final int LONGEST_TIMEOUT_MS = 300_000;

  @Override
  public BackgroundAnswer answer(BackgroundQuestion question, Instant deadline)
      throws ModelFailed, InterruptedException {
    var patient = clock.instant().plus(patience);
    try {
      var answer =
          llm.post(
              BackgroundQuestion.PATH,
              left -> question.within(Math.clamp(left.toMillis(), 1, LONGEST_TIMEOUT_MS)),
              patient.isBefore(deadline) ? patient : deadline);
      return Json.read(answer, BackgroundAnswer.class);
    } catch (MalformedPacket e) {
      throw new ModelFailed(502, "The language model's answer was not understood.");
    } catch (Peer.Failed e) {
      throw switch (e.statusCode()) {
        case 503 -> new ModelFailed(503, "The language model cannot be reached at the moment.");
        case 504 -> new ModelFailed(504, "The language model did not answer in time.");
        default -> new ModelFailed(502, "The language model failed.");
      };
    }
  }
}
