package io.colloquy.conversation.turn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One answer of the agent on its way: its text as it streams, and how far it was spoken. */
final class Answer {

  private static final int ATTEMPTS = 2;

  final int eventId;
  final String responseId;
  final boolean firstMessage;
  final PlayOut playOut = new PlayOut();

  private final PieceCutter cutter = new PieceCutter();
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Double> metricsMs = new HashMap<>();
  private final long beganAt;
  private Optional<String> generationId = Optional.empty();
  private int attempts;
  private long askedAt;
  private long firstPieceAt;
  private boolean announced;
  private boolean voiceless;

  Answer(int eventId, String responseId, boolean firstMessage, long now) {
    this.eventId = eventId;
    this.responseId = responseId;
    this.firstMessage = firstMessage;
    this.beganAt = now;
  }

  void ask(String generation, long now) {
    generationId = Optional.of(generation);
    attempts++;
    askedAt = now;
  }

  boolean isOf(String generation) {
    return generationId.equals(Optional.of(generation));
  }

  /** The generation that is under way. */
  Optional<String> generation() {
    return generationId;
  }

  /** The model has given its last word. */
  void generated() {
    generationId = Optional.empty();
  }

  boolean mayAskAgain() {
    return text.isEmpty() && attempts < ATTEMPTS;
  }

  /** Takes more text and returns the pieces that can be spoken now. */
  List<String> append(String more, long now) {
    if (text.isEmpty() && attempts > 0) {
      metricsMs.put("convai_llm_service_ttfb", (double) (now - askedAt));
    }
    text.append(more);
    return cutter.push(more);
  }

  Optional<String> lastPiece() {
    return cutter.finish();
  }

  /** Notes that a piece goes to the voice and returns its number. */
  int speak(String piece, long now) {
    if (firstPieceAt == 0) {
      firstPieceAt = now;
      if (attempts > 0) {
        metricsMs.put("convai_llm_service_ttf_sentence", (double) (now - askedAt));
      }
    }
    return playOut.add(piece);
  }

  void firstAudio(long now) {
    metricsMs.put("convai_tts_service_ttfb", (double) (now - firstPieceAt));
  }

  /** Nothing more of it will be spoken; what was sent still sounds to its end. */
  void loseVoice() {
    voiceless = true;
  }

  boolean isVoiceless() {
    return voiceless;
  }

  /** True while there is sound to come that has not been sent yet. */
  boolean awaitsAudio() {
    return !voiceless && playOut.awaitsAudio();
  }

  boolean isEmpty() {
    return text.toString().isBlank();
  }

  String text() {
    return text.toString().strip();
  }

  /** What the listener knows of it by now: what was heard, or all of it where voice has failed. */
  String heard(long now) {
    return voiceless ? text() : playOut.heard(now);
  }

  long beganAt() {
    return playOut.hasAudio() ? (long) playOut.startsAt() : beganAt;
  }

  Map<String, Double> metricsMs() {
    return metricsMs;
  }

  /** True the first time only: its whole text is told once. */
  boolean announce() {
    boolean firstTime = !announced;
    announced = true;
    return firstTime;
  }
}
