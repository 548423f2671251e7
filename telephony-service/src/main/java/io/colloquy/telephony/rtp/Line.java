package io.colloquy.telephony.rtp;

import io.colloquy.telephony.sdp.AudioPlan;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The media of one call, on the one thread that serves it: packets come in as they come, and every
 * 20 ms a frame is heard and a frame is said. Knows no socket and no thread.
 */
final class Line {

  static final long FRAME_NANOS = 20_000_000;
  private static final long SILENCE_NANOS = 5_000_000_000L;
  private static final int TICKS_PER_SNAPSHOT = 25;

  private final Clock clock;
  private final Outbound outbound;
  private final KeyPresses presses;
  private final Listener listener = new Listener();
  private final Sender sender;
  private final Latch latch = new Latch();

  private Optional<AudioPlan> plan = Optional.empty();
  private Optional<Playout> playout = Optional.empty();
  private KeyReports reports = new KeyReports();
  private long silentSince = Long.MIN_VALUE;
  private long told;
  private int ticks;
  private volatile Statistics statistics;

  Line(Wire wire, Outbound outbound, KeyPresses presses, Clock clock) {
    this.clock = clock;
    this.outbound = outbound;
    this.presses = presses;
    this.sender = new Sender(wire);
    this.statistics = snapshot();
  }

  void listen(Sound sound) {
    listener.set(sound);
  }

  /** From now on this holds. */
  void adopt(AudioPlan next) {
    boolean sameSound =
        plan.filter(
                p ->
                    p.codec() == next.codec()
                        && p.receivable().equals(next.receivable())
                        && p.noiseIn().equals(next.noiseIn()))
            .isPresent();
    if (!sameSound) {
      playout = Optional.of(new Playout(next.codec(), next.receivable(), next.noiseIn()));
      reports = new KeyReports();
    }
    plan = Optional.of(next);
    outbound.rate(next.codec().sampleRate());
    sender.adopt(next);
    latch.expect(next.remote());
    silentSince = Long.MIN_VALUE;
  }

  /** A packet that came to the port of the sound. */
  void received(ByteBuffer bytes, InetSocketAddress from, long nanos) {
    if (plan.isEmpty()) {
      return;
    }
    Optional<RtpPacket> parsed = RtpPacket.parse(bytes);
    if (parsed.isEmpty() || !known(parsed.get().payloadType()) || !latch.from(from, nanos)) {
      return;
    }
    silentSince = nanos;
    told = 0;
    take(parsed.get(), nanos);
  }

  private void take(RtpPacket packet, long nanos) {
    Playout sound = playout.orElseThrow();
    if (isKeys(packet.payloadType())) {
      sound.buffer().passed(packet);
      reports.key(packet).ifPresent(listener::key);
    } else {
      sound.put(packet, nanos / 1e6);
    }
  }

  /** Every 20 ms, when they are due; {@code nanos} is when it really is. */
  void tick(long nanos) {
    if (plan.isEmpty()) {
      return;
    }
    hear();
    say(nanos);
    watch(nanos);
    if (++ticks % TICKS_PER_SNAPSHOT == 0) {
      statistics = snapshot();
    }
  }

  private void hear() {
    AudioPlan agreed = plan.orElseThrow();
    int rate = agreed.codec().sampleRate();
    short[] frame = playout.orElseThrow().next();
    boolean listens = agreed.sends() && agreed.receives();
    listener.pcm(listens ? frame : new short[frame.length], rate, clock.millis());
  }

  private void say(long nanos) {
    AudioPlan agreed = plan.orElseThrow();
    Optional<KeyPresses.Now> key = presses.next();
    int samples = agreed.codec().sampleRate() * Playout.FRAME_MS / 1_000;
    if (key.isEmpty()) {
      sender.sound(outbound.take(samples), latch.remote(), nanos);
    } else if (key.get().pause() || agreed.keysOut().isPresent()) {
      sender.key(key.get(), latch.remote(), nanos);
    } else {
      sender.sound(new short[samples], latch.remote(), nanos);
    }
  }

  private void watch(long nanos) {
    AudioPlan agreed = plan.orElseThrow();
    if (silentSince == Long.MIN_VALUE || !agreed.receives() || !agreed.sends()) {
      silentSince = nanos;
      told = 0;
    }
    long silence = nanos - silentSince;
    if (silence / SILENCE_NANOS > told) {
      told = silence / SILENCE_NANOS;
      listener.silent(Duration.ofNanos(silence));
    }
  }

  Statistics statistics() {
    return statistics;
  }

  void close() {
    presses.close();
    statistics = snapshot();
  }

  private boolean known(int payloadType) {
    return isKeys(payloadType) || playout.orElseThrow().takes(payloadType);
  }

  private boolean isKeys(int payloadType) {
    AudioPlan agreed = plan.orElseThrow();
    return agreed.keysIn().isPresent() && agreed.keysIn().getAsInt() == payloadType;
  }

  private Statistics snapshot() {
    if (playout.isEmpty()) {
      return new Statistics(
          0, 0, 0, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, 0, Duration.ZERO);
    }
    JitterBuffer buffer = playout.get().buffer();
    return new Statistics(
        buffer.arrivals().received(),
        buffer.arrivals().lost(),
        buffer.late(),
        millis(buffer.delays().jitter()),
        millis(buffer.levelMs()),
        sender.sent(),
        sender.pacing(),
        0,
        Duration.ZERO);
  }

  private static Duration millis(double ms) {
    return Duration.ofNanos(Math.round(ms * 1e6));
  }
}
