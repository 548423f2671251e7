package io.colloquy.tts.pieces;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.FormatWriter;
import io.colloquy.tts.text.SpokenText;
import io.colloquy.tts.voice.Sound;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts the sound of one piece into chunks in the wanted format: a short one first, so that the
 * listener hears something soon, then longer ones, so that few records carry much.
 */
final class Chunker {

  /**
   * How long chunks sound, in milliseconds.
   *
   * @param firstMs the first one
   * @param nextMs each further one but the last, which may be a little longer; at most 900
   */
  record Lengths(int firstMs, int nextMs) {
    Lengths {
      if (firstMs < 10 || nextMs < 10 || Math.max(firstMs, nextMs) > 900) {
        throw new IllegalArgumentException("chunks must last 10 to 900 ms");
      }
    }
  }

  /** A rest that is shorter than this travels with the chunk before it. */
  private static final int SHORTEST_REST_MS = 20;

  private static final byte[] NOTHING = {};

  private final AudioFormat format;
  private final Lengths lengths;
  private final Captions captions;
  private final Consumer<Chunk> out;
  private final Deque<short[]> pending = new ArrayDeque<>();
  private Optional<FormatWriter> writer = Optional.empty();
  private int rate;
  private int pendingSamples;
  private double sentMs;

  Chunker(AudioFormat format, SpokenText text, Lengths lengths, Consumer<Chunk> out) {
    this.format = format;
    this.lengths = lengths;
    this.captions = new Captions(text);
    this.out = out;
  }

  /** How long everything that was handed out sounds. */
  double sentMs() {
    return sentMs;
  }

  void add(Sound sound) {
    captions.add(sound.chars());
    if (sound.samples().length == 0) {
      return;
    }
    var open = writer.orElseGet(() -> open(sound.sampleRate()));
    pending.addLast(sound.samples());
    pendingSamples += sound.samples().length;
    while (pendingSamples >= samples(nextLengthMs() + SHORTEST_REST_MS)) {
      send(open.write(pull(samples(nextLengthMs()))), false);
    }
  }

  /** Hands out what is left, and the times of every character that had none yet. */
  void finish() {
    byte[] rest =
        writer.map(open -> joined(open.write(pull(pendingSamples)), open.finish())).orElse(NOTHING);
    send(rest, true);
  }

  private FormatWriter open(int sampleRate) {
    rate = sampleRate;
    var opened = new FormatWriter(sampleRate, format);
    writer = Optional.of(opened);
    return opened;
  }

  private int nextLengthMs() {
    return sentMs == 0 ? lengths.firstMs() : lengths.nextMs();
  }

  private int samples(int millis) {
    return (int) ((long) rate * millis / 1000);
  }

  private void send(byte[] bytes, boolean last) {
    double durationMs = format.millis(bytes.length);
    double endMs = sentMs + durationMs;
    var alignment = last ? captions.rest(sentMs, endMs) : captions.between(sentMs, endMs);
    sentMs = endMs;
    if (bytes.length > 0 || !alignment.chars().isEmpty()) {
      out.accept(new Chunk(bytes, durationMs, alignment));
    }
  }

  private short[] pull(int count) {
    short[] pulled = new short[count];
    int filled = 0;
    while (filled < count) {
      var first = pending.pollFirst();
      int taken = Math.min(first.length, count - filled);
      System.arraycopy(first, 0, pulled, filled, taken);
      filled += taken;
      if (taken < first.length) {
        pending.addFirst(Arrays.copyOfRange(first, taken, first.length));
      }
    }
    pendingSamples -= count;
    return pulled;
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }
}
