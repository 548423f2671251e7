package io.colloquy.telephony.rtp;

import io.colloquy.telephony.sdp.AudioPlan;
import io.colloquy.telephony.sdp.MediaTerms;
import io.colloquy.telephony.sdp.OfferAnswer;
import io.colloquy.telephony.sdp.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A call's media on two UDP sockets, served by one {@link MediaLoop}. */
final class RtpPort implements MediaPort, Wire {

  private static final Logger LOG = Logger.getLogger(RtpPort.class.getName());
  private static final AtomicLong SESSIONS = new AtomicLong(System.currentTimeMillis());
  private static final int MAX_PACKET = 2_048;

  /** Packets read of one socket before others have their turn. */
  private static final int READ_AT_ONCE = 16;

  /** Received into, by whichever loop's thread it is. */
  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MAX_PACKET));

  private final MediaPorts owner;
  private final MediaLoop loop;
  private final SocketPair sockets;
  private final OfferAnswer negotiation;
  private final Outbound outbound = new Outbound();
  private final KeyPresses presses = new KeyPresses();
  private final Line line;
  private final AtomicBoolean closed = new AtomicBoolean();

  RtpPort(MediaPorts owner, MediaLoop loop, SocketPair sockets, Clock clock) {
    this.owner = owner;
    this.loop = loop;
    this.sockets = sockets;
    this.negotiation = new OfferAnswer(sockets.port(), SESSIONS.incrementAndGet());
    this.line = new Line(this, outbound, presses, clock);
    loop.counted(1);
    loop.run(this::begin);
  }

  @Override
  public int port() {
    return sockets.port();
  }

  @Override
  public String offer(MediaTerms terms) {
    synchronized (negotiation) {
      return negotiation.offer(terms);
    }
  }

  @Override
  public Answered answer(String remoteSdp, MediaTerms terms) {
    synchronized (negotiation) {
      return switch (negotiation.answer(remoteSdp, terms)) {
        case Outcome.Settled(String sdp, AudioPlan plan) -> new Answer(sdp, adopt(plan));
        case Outcome.Unacceptable(String why) -> new Refused(488, why);
        case Outcome.Unreadable(String why) -> new Refused(400, why);
      };
    }
  }

  @Override
  public Accepted accept(String remoteSdpAnswer) {
    synchronized (negotiation) {
      return switch (negotiation.accept(remoteSdpAnswer)) {
        case Outcome.Settled(_, AudioPlan plan) -> adopt(plan);
        case Outcome.Unacceptable(String why) -> new Refused(488, why);
        case Outcome.Unreadable(String why) -> new Refused(400, why);
      };
    }
  }

  private Agreed adopt(AudioPlan plan) {
    outbound.rate(plan.codec().sampleRate());
    loop.run(() -> line.adopt(plan));
    return new Agreed(
        plan.codec(),
        plan.codec().sampleRate(),
        plan.keys().isPresent(),
        plan.keysOut().isPresent(),
        !plan.sends());
  }

  @Override
  public void listen(Sound sound) {
    line.listen(sound);
  }

  @Override
  public void play(short[] samples) {
    outbound.add(samples);
  }

  @Override
  public void clear() {
    outbound.clear();
  }

  @Override
  public Duration waiting() {
    return Duration.ofNanos((long) (outbound.waitingMs() * 1e6));
  }

  @Override
  public CompletionStage<Void> keys(String tones) {
    return presses.press(tones);
  }

  @Override
  public Statistics statistics() {
    return line.statistics();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      presses.close();
      loop.counted(-1);
      loop.run(this::end);
    }
  }

  private void begin() {
    try {
      sockets.rtp().register(loop.selector(), SelectionKey.OP_READ, (Runnable) this::read);
      sockets.rtcp().register(loop.selector(), SelectionKey.OP_READ, (Runnable) this::readControl);
      loop.serve(this);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a media port cannot be read", e);
    }
  }

  private void end() {
    loop.leave(this);
    line.close();
    sockets.close();
    owner.returned(this);
  }

  /** On the loop's thread, every 20 ms. */
  void tick(long nanos) {
    line.tick(nanos);
  }

  private void read() {
    read(sockets.rtp(), true);
  }

  private void readControl() {
    read(sockets.rtcp(), false);
  }

  private void read(DatagramChannel channel, boolean sound) {
    ByteBuffer buffer = BUFFER.get();
    try {
      for (int i = 0; i < READ_AT_ONCE; i++) {
        buffer.clear();
        SocketAddress from = channel.receive(buffer);
        if (from == null) {
          return;
        }
        buffer.flip();
        if (sound) {
          line.received(buffer, (InetSocketAddress) from, System.nanoTime());
        }
      }
    } catch (IOException e) {
      // What an earlier packet of ours met (nobody listens there) comes back here.
      LOG.log(Level.FINE, "a packet could not be read", e);
    }
  }

  @Override
  public void send(ByteBuffer packet, InetSocketAddress to) {
    send(sockets.rtp(), packet, to);
  }

  @Override
  public void sendControl(ByteBuffer packet, InetSocketAddress to) {
    send(sockets.rtcp(), packet, to);
  }

  private static void send(DatagramChannel channel, ByteBuffer packet, InetSocketAddress to) {
    try {
      channel.send(packet, to);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      LOG.log(Level.FINE, "a packet could not be sent", e);
    }
  }
}
