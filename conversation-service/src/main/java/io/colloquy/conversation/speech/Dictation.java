package io.colloquy.conversation.speech;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One turn's words, taken down piece by piece. A turn that goes on and on is settled every {@link
 * EarsSettings#longestPiece}, so that the recogniser's memory stays bounded. When the recogniser
 * fails, the listener is told once, and the rest of that turn has no words; the next is tried
 * again.
 */
final class Dictation implements AutoCloseable {

  private static final int SAMPLES_PER_MS = 16;

  private final long longestPiece;
  private final Consumer<Heard> listener;

  private final Optional<Recognition> recognition;
  private Optional<String> failure;
  private long pieceSamples;
  private String settled = "";
  private String told = "";
  private boolean deaf;
  private boolean failureTold;

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
          if (!failureTold) {
            failureTold = true;
            listener.accept(new Heard.Failed(reason));
          }
        });
  }

  void take(short[] samples) {
    recognition.ifPresent(open -> guarded(() -> take(open, samples)));
  }

  /** The turn's words so far; empty if there are none. */
  String words() {
    return joined(settled, deaf ? "" : recognition.map(Recognition::partial).orElse(""));
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
    deaf = false;
    pieceSamples = 0;
    return words;
  }

  /** What else the recogniser knows of the turn that was finished last. */
  Facts facts() {
    return recognition.map(Recognition::facts).orElse(Facts.NONE);
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
    if (deaf) {
      return;
    }
    try {
      recognising.run();
    } catch (SpeechUnavailable broken) {
      deaf = true;
      failure = Optional.of(broken.getMessage());
      admitFailure();
    }
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
  }
}
