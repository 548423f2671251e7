package io.colloquy.telephony.rtp;

import io.colloquy.telephony.sdp.AudioPlan;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** What a line says: frames of 20 ms made into packets. On the line's thread. */
final class Sender {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int VOLUME = 10;
  private static final int MAX_PACKET = 1_500;

  private final Wire wire;
  private final ByteBuffer bytes = ByteBuffer.allocate(MAX_PACKET);
  private final Samples waiting = new Samples();
  private final Pacing pacing = new Pacing();
  private final long ssrc = RANDOM.nextInt() & 0xffff_ffffL;

  private AudioPlan plan;
  private Encoder encoder;
  private int sequence = RANDOM.nextInt(0x8000);
  private long timestamp = RANDOM.nextInt() & 0xffff_ffffL;
  private long keySince;
  private boolean starts = true;
  private long sent;

  Sender(Wire wire) {
    this.wire = wire;
  }

  void adopt(AudioPlan next) {
    if (plan == null || plan.codec() != next.codec() || plan.packetMs() != next.packetMs()) {
      encoder = Codecs.encoder(next.codec());
      waiting.clear();
      starts = true;
    }
    plan = next;
  }

  /** 20 ms of sound. */
  void sound(short[] frame, Optional<InetSocketAddress> to, long nanos) {
    if (!plan.sends() || to.isEmpty()) {
      quiet();
      return;
    }
    waiting.add(frame);
    int packet = plan.codec().sampleRate() * plan.packetMs() / 1_000;
    while (waiting.size() >= packet) {
      byte[] payload = encoder.encode(waiting.take(packet));
      send(starts, plan.payloadType(), timestamp, payload, to.get());
      starts = false;
      timestamp += ticks(plan.packetMs());
    }
    if (plan.packetMs() == Playout.FRAME_MS) {
      pacing.left(nanos);
    }
  }

  /** 20 ms of a key, told as an event; nothing while it is up. */
  void key(KeyPresses.Now now, Optional<InetSocketAddress> to, long nanos) {
    waiting.clear();
    if (!plan.sends() || to.isEmpty()) {
      quiet();
      return;
    }
    if (now.fromMs() == 0) {
      keySince = timestamp;
    }
    timestamp += ticks(Playout.FRAME_MS);
    starts = true;
    int soFar = now.fromMs() + Playout.FRAME_MS;
    // The end is told three times, lest it be lost.
    boolean told = !now.pause() && soFar <= KeyPresses.DOWN_MS + 2 * Playout.FRAME_MS;
    if (told) {
      boolean end = soFar >= KeyPresses.DOWN_MS;
      int duration = (int) ticks(Math.min(soFar, KeyPresses.DOWN_MS));
      TelephoneEvent event =
          new TelephoneEvent(TelephoneEvent.of(now.key()), end, VOLUME, duration);
      int type = plan.keysOut().orElseThrow();
      send(now.fromMs() == 0, type, keySince, event.payload(), to.get());
      pacing.left(nanos);
    } else {
      pacing.paused();
    }
  }

  long sent() {
    return sent;
  }

  Duration pacing() {
    return pacing.p99();
  }

  private void quiet() {
    timestamp += ticks(Playout.FRAME_MS);
    starts = true;
    waiting.clear();
    pacing.paused();
  }

  private void send(boolean marker, int type, long at, byte[] payload, InetSocketAddress to) {
    bytes.clear();
    new RtpPacket(marker, type, sequence & 0xffff, at, ssrc, payload).write(bytes);
    bytes.flip();
    wire.send(bytes, to);
    sequence++;
    sent++;
  }

  private long ticks(int ms) {
    return (long) plan.codec().clockRate() * ms / 1_000;
  }
}
