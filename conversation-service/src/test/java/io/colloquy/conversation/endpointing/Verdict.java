package io.colloquy.conversation.endpointing;

import io.colloquy.conversation.speech.EarsSettings;
import io.colloquy.conversation.speech.Heard;
import io.colloquy.conversation.speech.Patience;
import io.colloquy.conversation.turn.JudgedCall;
import java.util.OptionalInt;

/** What became of one take. */
sealed interface Verdict {

  Take take();

  /**
   * Of a turn: when the ears took it for over.
   *
   * @param endedMs after the first sound; empty if never
   * @param spokeMs when the agent began to speak
   */
  record TurnEnd(Take take, OptionalInt endedMs, OptionalInt spokeMs) implements Verdict {

    /** The speaker was not through. */
    boolean isCutOff() {
      return endedMs.isPresent() && endedMs.getAsInt() < take.endMs();
    }

    /** The agent's voice began while the speaker was not through. */
    boolean isTalkedOver() {
      return spokeMs.isPresent() && spokeMs.getAsInt() < take.endMs();
    }

    boolean isNeverOver() {
      return endedMs.isEmpty();
    }

    /** From the end of the last sound to the end of the turn. */
    int delayMs() {
      return endedMs.orElse(take.millis()) - take.endMs();
    }
  }

  /**
   * Of a sound made while the agent speaks.
   *
   * @param vadMs when 200 ms of voice activity would have stopped it
   * @param stoppedMs when it stopped
   * @param resumed whether it went on afterwards
   */
  record Overlap(Take take, OptionalInt vadMs, OptionalInt stoppedMs, boolean resumed)
      implements Verdict {

    boolean isStopped() {
      return stoppedMs.isPresent();
    }

    int stoppedAfterMs() {
      return stoppedMs.getAsInt() - take.onsetMs();
    }
  }

  /** Lets the user speak alone. */
  static TurnEnd turn(Take take, Trace trace, Patience patience) {
    var call = JudgedCall.userSpeaks(take.utterance().lang());
    trace.play(
        patience,
        (heard, atMs) -> {
          if (atMs > take.onsetMs()) {
            call.hear(heard);
          }
        },
        () -> call.pass(Trace.FRAME_MS));
    return new TurnEnd(take, call.turnEndedMs(), call.agentSpokeMs());
  }

  /** Lets the user speak into the agent's words. */
  static Overlap overlap(Take take, Trace trace) {
    var call = JudgedCall.agentSpeaks(take.utterance().lang());
    int[] vadMs = {-1};
    trace.play(
        Patience.byWords(EarsSettings.defaults().endSilence(), take.utterance().lang()),
        (heard, atMs) -> {
          if (heard instanceof Heard.Speaking(int speechMs) && speechMs >= 200 && vadMs[0] < 0) {
            vadMs[0] = atMs;
          }
          call.hear(heard);
        },
        () -> call.pass(Trace.FRAME_MS));
    var vad = vadMs[0] < 0 ? OptionalInt.empty() : OptionalInt.of(vadMs[0]);
    return new Overlap(take, vad, call.interruptedMs(), call.agentWentOn());
  }
}
