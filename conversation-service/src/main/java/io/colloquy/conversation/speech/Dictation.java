package io.colloquy.conversation.speech;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One turn's words, taken down piece by piece. A turn that goes on and on is settled every {@link
 * EarsSettings#longestPiece}, so that the recogniser's memory stays bounded. When the recogniser
 * fails, the listener is told once, and from then on there are no words.
 */
final class Dictation implements AutoCloseable {

  private static final int SAMPLES_PER_MS = 16;

  private final long longestPiece;
  private final Consumer<Heard> listener;

  private volatile Optional<Recognition> recognition;
  private Optional<String> failure;
  private long pieceSamples;
  private String settled = "";
  private String told = "";

  private Dictation(
      Optional<Recognition> recognition,
      Optional<String> failure,
      long longestPiece,
      Consumer<Heard> listener) {
    this.recognition = recognition;
    this.failure = failure;
    this.longestPiece = longestPiece;
    this.listener = listener;
  }

  static Dictation to(Recognition recognition, EarsSettings settings, Consumer<Heard> listener) {
    long longestPiece = settings.longestPiece().toMillis() * SAMPLES_PER_MS;
    return new Dictation(Optional.of(recognition), Optional.empty(), longestPiece, listener);
  }

  static Dictation impossible(String reason, Consumer<Heard> listener) {
    return new Dictation(Optional.empty(), Optional.of(reason), Long.MAX_VALUE, listener);
  }

  /** Tells the listener why there will be no words, unless it knows. */
  void admitFailure() {
    failure.ifPresent(
        reason -> {
          failure = Optional.empty();
          listener.accept(new Heard.Failed(reason));
        });
  }

  void take(short[] samples) {
    recognition.ifPresent(open -> guarded(() -> take(open, samples)));
  }

  /** The turn's words so far; empty if there are none. */
  String words() {
    return joined(settled, recognition.map(Recognition::partial).orElse(""));
  }

  /** The turn's words so far, if there are some and they are other than when last asked. */
  Optional<String> changed() {
    String words = words();
    if (words.isEmpty() || words.equals(told)) {
      return Optional.empty();
    }
    told = words;
    return Optional.of(words);
  }

  /** Ends the turn: all of its words. */
  String finish() {
    recognition.ifPresent(open -> guarded(() -> settle(open)));
    String words = settled;
    settled = "";
    told = "";
    return words;
  }

  @Override
  public void close() {
    recognition.ifPresent(Recognition::close);
  }

  private void take(Recognition open, short[] samples) {
    if (pieceSamples >= longestPiece) {
      settle(open);
    }
    pieceSamples += samples.length;
    open.accept(samples);
  }

  private void settle(Recognition open) {
    pieceSamples = 0;
    settled = joined(settled, open.finish());
  }

  private void guarded(Runnable recognising) {
    try {
      recognising.run();
    } catch (SpeechUnavailable broken) {
      close();
      recognition = Optional.empty();
      failure = Optional.of(broken.getMessage());
      admitFailure();
    }
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
  }
}
