package io.colloquy.conversation.turn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One answer of the agent on its way: what the model has written, what of it was handed over to be
 * said, and how far that was heard.
 */
final class Answer {

  /** Why the agent speaks. */
  enum Occasion {
    FIRST_MESSAGE,
    REPLY,
    /** The user has been silent. */
    SILENCE,
    /** A noise had cut the agent short. */
    RESUMPTION
  }

  private static final int ATTEMPTS = 2;

  final int eventId;
  final String responseId;
  final Occasion occasion;
  final PlayOut playOut = new PlayOut();

  private final PieceCutter cutter = new PieceCutter();
  private final StringBuilder unsaid = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Double> metricsMs = new HashMap<>();
  private final long beganAt;
  private Optional<String> generationId = Optional.empty();
  private boolean written;
  private boolean complete;
  private int attempts;
  private long askedAt;
  private long firstPieceAt;
  private boolean announced;
  private boolean voiceless;

  Answer(int eventId, String responseId, Occasion occasion, long now) {
    this.eventId = eventId;
    this.responseId = responseId;
    this.occasion = occasion;
    this.beganAt = now;
  }

  // The model

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

  /** The model wrote more. */
  void receive(String more, long now) {
    if (!written && attempts > 0) {
      metricsMs.put("convai_llm_service_ttfb", (double) (now - askedAt));
    }
    written |= !more.isBlank();
    unsaid.append(more);
  }

  /** The model has given its last word. */
  void complete() {
    generationId = Optional.empty();
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  /** True once the model has written a word. */
  boolean isWritten() {
    return written;
  }

  boolean isFirstAttempt() {
    return attempts == 1;
  }

  boolean mayAskAgain() {
    return !written && attempts < ATTEMPTS && occasion != Occasion.SILENCE;
  }

  // What is said of it

  /** What was written and not handed over yet. */
  String takeUnsaid() {
    var taken = unsaid.toString();
    unsaid.setLength(0);
    return taken;
  }

  /** Takes more text that is to be read. */
  void write(String more) {
    text.append(more);
  }

  /** Takes more text that is to be heard and returns the pieces that can be spoken now. */
  List<String> append(String more) {
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

  /** All that was written beyond what was heard. */
  String unheard(String heard) {
    int before = text.length() - text.toString().stripLeading().length();
    return text.substring(Math.min(before + heard.length(), text.length())) + unsaid;
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
