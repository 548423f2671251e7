package io.colloquy.telephony.rtp;

import io.colloquy.media.Concealment;
import io.colloquy.media.Level;
import io.colloquy.telephony.sdp.Codec;
import java.util.Map;
import java.util.OptionalInt;

/**
 * From packets, as they come, to sound without a gap, 20 ms whenever they are asked for: order and
 * delay from a {@link JitterBuffer}, then the decoder of each packet's codec, then concealment of
 * what is missing. What is kept back beyond need is left out where it is quiet.
 *
 * <p>Not for several threads.
 */
final class Playout {

  static final int FRAME_MS = 20;

  /** Quieter than this may be left out. */
  private static final double QUIET_DBFS = -45;

  private final Codec codec;
  private final Map<Integer, Codec> receivable;
  private final OptionalInt noiseType;
  private final JitterBuffer buffer;
  private final Concealment concealment;
  private final ComfortNoise noise = new ComfortNoise();
  private final Samples ready = new Samples();
  private final int frame;

  private Decoder decoder;
  private Codec decoding;
  private boolean noisy;

  /**
   * @param codec whose sample rate the sound has; other codecs of the same clock may come too
   * @param receivable codecs by payload type
   * @param noiseType payload type of comfort noise
   */
  Playout(Codec codec, Map<Integer, Codec> receivable, OptionalInt noiseType) {
    this.codec = codec;
    this.receivable = receivable;
    this.noiseType = noiseType;
    this.buffer = new JitterBuffer(codec.clockRate());
    this.concealment = new Concealment(codec.sampleRate());
    this.decoding = codec;
    this.decoder = Codecs.decoder(codec);
    this.frame = codec.sampleRate() * FRAME_MS / 1_000;
  }

  /** Whether a packet of this type is this stream's sound. */
  boolean takes(int payloadType) {
    Codec carried = receivable.get(payloadType);
    return isNoise(payloadType)
        || (carried != null
            && carried.clockRate() == codec.clockRate()
            && carried.sampleRate() == codec.sampleRate());
  }

  void put(RtpPacket packet, double atMs) {
    buffer.put(packet, atMs);
  }

  JitterBuffer buffer() {
    return buffer;
  }

  /** The next 20 ms. */
  short[] next() {
    while (ready.size() < frame) {
      if (!step()) {
        break;
      }
    }
    if (ready.size() < frame) {
      int missing = frame - ready.size();
      ready.add(noisy ? noise.next(missing) : concealment.lost(missing));
    }
    return ready.take(frame);
  }

  /** Takes one step towards the next 20 ms; false if there is none to take now. */
  private boolean step() {
    switch (buffer.next(FRAME_MS)) {
      case JitterBuffer.Next.Play(RtpPacket packet) -> play(packet);
      case JitterBuffer.Next.Conceal(double ms) -> ready.add(concealment.lost(samples(ms)));
      case JitterBuffer.Next.Pause(double ms) ->
          ready.add(noisy ? noise.next(samples(ms)) : new short[samples(ms)]);
      case JitterBuffer.Next.Wait _ -> {
        return false;
      }
    }
    return true;
  }

  private void play(RtpPacket packet) {
    if (isNoise(packet.payloadType())) {
      noise.described(packet.payload());
      noisy = true;
      return;
    }
    short[] samples = decoder(packet.payloadType()).decode(packet.payload());
    buffer.played(samples.length * 1_000.0 / codec.sampleRate());
    if (samples.length == 0) {
      return;
    }
    noisy = false;
    boolean quiet = Level.dbfs(samples) < QUIET_DBFS;
    if (buffer.farTooFull() || (quiet && buffer.tooFull())) {
      buffer.countTrimmed();
      return;
    }
    ready.add(concealment.heard(samples));
  }

  private Decoder decoder(int payloadType) {
    Codec carried = receivable.getOrDefault(payloadType, codec);
    if (carried != decoding) {
      decoding = carried;
      decoder = Codecs.decoder(carried);
    }
    return decoder;
  }

  private boolean isNoise(int payloadType) {
    return noiseType.isPresent() && noiseType.getAsInt() == payloadType;
  }

  private int samples(double ms) {
    return (int) Math.round(ms * codec.sampleRate() / 1_000);
  }
}
