package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.speech.SpeechProgress;
import java.time.InstantSource;
import java.util.List;

/** A call: the answer is spoken piece by piece while it is written, and heard some time later. */
final class SpokenDelivery implements Delivery {

  private static final int INTERNAL_ERROR = 1011;

  private final long patienceMs;
  private final Lull lull;
  private final InstantSource clock;
  private final Effects effects;

  /**
   * @param patienceMs how long the voice may give no audio
   */
  SpokenDelivery(long patienceMs, Lull lull, InstantSource clock, Effects effects) {
    this.patienceMs = patienceMs;
    this.lull = lull;
    this.clock = clock;
    this.effects = effects;
  }

  @Override
  public Standing say(Answer answer, String text) {
    speak(answer, answer.append(text));
    return standing(answer);
  }

  @Override
  public Standing finish(Answer answer) {
    speak(answer, answer.lastPieces());
    lull.isOver();
    announce(answer);
    awaitPlayOut(answer);
    return Standing.SOUNDING;
  }

  @Override
  public Standing pause(Answer answer) {
    speak(answer, answer.flush());
    return standing(answer);
  }

  @Override
  public Standing fill(Answer answer, String filler) {
    if (!answer.isVoiceless()) {
      lull.ends();
      utter(answer, answer.bridge(filler));
    }
    return standing(answer);
  }

  @Override
  public void silence(Answer answer) {
    effects.add(new Effect.Hush(answer.eventId));
    effects.disarm(Alarm.SPEECH_STALLED);
    effects.disarm(Alarm.PLAYED_OUT);
    lull.ends();
  }

  @Override
  public String cut(Answer answer) {
    silence(answer);
    effects.tell(new EdgeOutput.Interruption(answer.eventId, "user"));
    announce(answer);
    var heard = answer.heard(now());
    effects.tell(
        new EdgeOutput.AgentResponseCorrection(
            answer.eventId, answer.responseId, answer.text(), heard));
    return heard;
  }

  @Override
  public boolean leave(Answer answer) {
    return false;
  }

  @Override
  public void voiced(Answer answer, SpeechProgress progress) {
    switch (progress) {
      case SpeechProgress.Chunk chunk -> {
        if (!answer.playOut.hasAudio()) {
          answer.firstAudio(now());
        }
        answer.playOut.sent(chunk.piece(), chunk.durationMs(), chunk.alignment(), now());
        effects.arm(Alarm.SPEECH_STALLED, patienceMs);
      }
      case SpeechProgress.Finished finished -> {
        answer.playOut.finishedPiece();
        awaitPlayOut(answer);
      }
      case SpeechProgress.Failed failed -> failed(answer);
    }
  }

  @Override
  public void stalled(Answer answer) {
    if (answer.awaitsAudio()) {
      failed(answer);
    }
  }

  /** Tells the whole text, once. */
  private void announce(Answer answer) {
    if (answer.announce()) {
      effects.tell(new EdgeOutput.AgentResponse(answer.eventId, answer.responseId, answer.text()));
    }
  }

  private void speak(Answer answer, List<Piece> pieces) {
    if (!answer.isVoiceless() && !pieces.isEmpty()) {
      lull.isOver();
      pieces.forEach(piece -> utter(answer, piece));
    }
  }

  private void utter(Answer answer, Piece piece) {
    if (!answer.awaitsAudio()) {
      effects.arm(Alarm.SPEECH_STALLED, patienceMs);
    }
    effects.disarm(Alarm.PLAYED_OUT);
    effects.add(
        new Effect.Speak(answer.eventId, answer.speak(piece, now()), piece.text(), piece.voice()));
  }

  private static Standing standing(Answer answer) {
    return answer.playOut.isBegun() ? Standing.SOUNDING : Standing.UNHEARD;
  }

  private void awaitPlayOut(Answer answer) {
    if (answer.awaitsAudio()) {
      return;
    }
    effects.disarm(Alarm.SPEECH_STALLED);
    long endsAt = (long) Math.ceil(answer.playOut.endsAt());
    if (answer.isComplete()) {
      effects.arm(Alarm.PLAYED_OUT, Math.max(0, endsAt - now()));
    } else if (!answer.isVoiceless()) {
      lull.begins(endsAt);
    }
  }

  private void failed(Answer answer) {
    effects.tell(new EdgeOutput.Failure(INTERNAL_ERROR, "tts_cascade_error", "The voice failed."));
    effects.add(new Effect.Hush(answer.eventId));
    answer.loseVoice();
    awaitPlayOut(answer);
  }

  private long now() {
    return clock.millis();
  }
}
