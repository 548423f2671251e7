package io.colloquy.conversation.speech;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.FormatReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One conversation's hearing: the edge's bytes become frames, frames become turns, turns become
 * words. Computes on the caller's thread and tells the listener there, before {@link #hear}
 * returns. Time is counted in samples, so the same sound always tells the same, however it is cut
 * and however fast it comes.
 *
 * <p>Not for several threads at once, but {@link #close} may come from any.
 */
public final class Ears implements AutoCloseable {

  private static final int RATE = 16_000;
  private static final int FRAMES_PER_SCORE = 3;
  private static final int FRAMES_PER_PARTIAL = 4;

  /** A pause this long, in milliseconds, may be the end of a turn. */
  private static final int LIKELY_END_MS = 190;

  private final FormatReader reader;
  private final VoiceActivity vad;
  private final Dictation dictation;
  private final Endpointer endpointer;
  private final Patience patience;
  private final Consumer<Heard> listener;
  private final int preRollFrames;

  private final short[] frame;
  private int filled;
  private final Deque<short[]> preRoll = new ArrayDeque<>();
  private long frames;
  private int framesToPartial;
  private boolean pauseTold;
  private volatile boolean closed;

  /** Ears that own both {@code vad} and {@code recognition}, and close them. */
  public Ears(
      AudioFormat input,
      VoiceActivity vad,
      Recognition recognition,
      EarsSettings settings,
      Patience patience,
      Consumer<Heard> listener) {
    this(input, vad, Dictation.to(recognition, settings, listener), settings, patience, listener);
  }

  private Ears(
      AudioFormat input,
      VoiceActivity vad,
      Dictation dictation,
      EarsSettings settings,
      Patience patience,
      Consumer<Heard> listener) {
    double frameMs = vad.frameSamples() * 1000.0 / RATE;
    this.reader = new FormatReader(input, RATE);
    this.vad = vad;
    this.dictation = dictation;
    this.endpointer = new Endpointer(settings, frameMs);
    this.patience = patience;
    this.listener = listener;
    this.frame = new short[vad.frameSamples()];
    this.preRollFrames =
        Endpointer.ONSET_WINDOW + (int) Math.ceil(settings.preRoll().toMillis() / frameMs);
  }

  /**
   * Ears that tell voice activity and turns without words, and {@link Heard.Failed} with the reason
   * at the first sound.
   */
  public static Ears withoutWords(
      AudioFormat input,
      VoiceActivity vad,
      String reason,
      EarsSettings settings,
      Consumer<Heard> listener) {
    var nothing = Dictation.impossible(reason, listener);
    return new Ears(input, vad, nothing, settings, Patience.fixed(settings.endSilence()), listener);
  }

  /**
   * The next bytes of the user's sound, cut anywhere. Ignored after {@link #close}.
   *
   * @throws SpeechUnavailable if voice activity detection failed
   */
  public void hear(byte[] bytes) {
    if (closed) {
      return;
    }
    dictation.admitFailure();
    short[] samples = reader.read(bytes);
    for (int at = 0; at < samples.length; ) {
      int taken = Math.min(samples.length - at, frame.length - filled);
      System.arraycopy(samples, at, frame, filled, taken);
      at += taken;
      filled += taken;
      if (filled == frame.length) {
        filled = 0;
        hearFrame(frame.clone());
      }
    }
  }

  /** Frees recognition and detection; a turn under way is not told any more. */
  @Override
  public void close() {
    closed = true;
    dictation.close();
    vad.close();
  }

  private void hearFrame(short[] samples) {
    double score = vad.score(samples);
    if (closed) {
      return;
    }
    if (frames++ % FRAMES_PER_SCORE == 0) {
      listener.accept(new Heard.Score(score));
    }
    switch (endpointer.next(score)) {
      case QUIET -> remember(samples);
      case BEGAN -> begin(samples);
      case SPEAKING -> {
        dictation.take(samples);
        listener.accept(new Heard.Speaking(endpointer.turnMs()));
        tellPartial();
        pauseTold = false;
      }
      case PAUSED -> {
        dictation.take(samples);
        tellPartial();
        pause(dictation.words());
      }
      case ENDED -> {
        dictation.take(samples);
        end();
      }
    }
  }

  private void remember(short[] samples) {
    preRoll.add(samples);
    if (preRoll.size() > preRollFrames) {
      preRoll.remove();
    }
  }

  /** The listener first: what stops the agent's own voice must not wait for the recogniser. */
  private void begin(short[] samples) {
    framesToPartial = FRAMES_PER_PARTIAL;
    pauseTold = false;
    listener.accept(new Heard.SpeechBegan());
    listener.accept(new Heard.Speaking(endpointer.turnMs()));
    preRoll.forEach(dictation::take);
    preRoll.clear();
    dictation.take(samples);
  }

  /** How long the pause may last depends on the words, and they may still be changing. */
  private void pause(String words) {
    endpointer.waitFor(patience.pauseMs(words));
    if (!pauseTold && endpointer.silenceMs() >= LIKELY_END_MS && patience.isLikelyAll(words)) {
      pauseTold = true;
      listener.accept(new Heard.Paused(words));
    }
  }

  private void tellPartial() {
    if (--framesToPartial > 0) {
      return;
    }
    framesToPartial = FRAMES_PER_PARTIAL;
    Optional<String> changed = dictation.changed();
    changed.ifPresent(words -> listener.accept(new Heard.Partial(words)));
  }

  private void end() {
    long before = System.nanoTime();
    String words = dictation.finish();
    long micros = (System.nanoTime() - before) / 1_000;
    listener.accept(
        new Heard.Utterance(words, endpointer.speechMs(), micros, dictation.facts().language()));
  }
}
