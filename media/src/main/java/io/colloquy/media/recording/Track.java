package io.colloquy.media.recording;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.FormatReader;
import java.util.Arrays;
import java.util.Iterator;

/**
 * One side of a call as one stream of samples that begins with the call, with silence where nothing
 * was heard. It holds the sound of one piece at a time.
 *
 * <p>Not for several threads at once.
 */
final class Track {

  /** Pieces that are less than this apart, in milliseconds, are one sound: times are rounded. */
  private static final double SEAM_MS = 2;

  /**
   * A sound and when it began.
   *
   * @param fromMs milliseconds since the call's start
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
  record Placed(double fromMs, byte[] samples) {}

  private final AudioFormat format;
  private final int rate;
  private final Iterator<Placed> sounds;

  private FormatReader reader;
  private short[] ready = {};
  private int taken;
  private long silence;
  private long written;
  private double nextMs = -1;
  private Placed held;
  private boolean over;

  /**
   * @param rate samples a second of what {@link #read} answers
   * @param sounds in order; none begins before the one before it has ended
   */
  Track(AudioFormat format, int rate, Iterator<Placed> sounds) {
    this.format = format;
    this.rate = rate;
    this.sounds = sounds;
    this.reader = new FormatReader(format, rate);
  }

  /** Fills the block with what follows. After the last sound there is silence for ever. */
  void read(short[] block) {
    int at = 0;
    while (at < block.length) {
      if (silence > 0) {
        int count = (int) Math.min(silence, block.length - at);
        Arrays.fill(block, at, at + count, (short) 0);
        silence -= count;
        at += count;
      } else if (taken < ready.length) {
        int count = Math.min(ready.length - taken, block.length - at);
        System.arraycopy(ready, taken, block, at, count);
        taken += count;
        at += count;
      } else {
        fetch();
      }
    }
  }

  private void fetch() {
    if (held == null && !sounds.hasNext()) {
      put(over ? new short[0] : reader.finish());
      silence = over ? Long.MAX_VALUE : 0;
      over = true;
      return;
    }
    var sound = held == null ? sounds.next() : held;
    held = null;
    if (nextMs < 0 || sound.fromMs() - nextMs > SEAM_MS) {
      short[] tail = nextMs < 0 ? new short[0] : reader.finish();
      if (tail.length > 0) {
        put(tail);
        held = sound;
        nextMs = -1;
        return;
      }
      reader = new FormatReader(format, rate);
      silence = Math.max(0, Math.round(sound.fromMs() * rate / 1_000) - written);
      written += silence;
      nextMs = sound.fromMs();
    }
    put(reader.read(sound.samples()));
    nextMs += format.millis(sound.samples().length);
  }

  private void put(short[] samples) {
    ready = samples;
    taken = 0;
    written += samples.length;
  }
}
