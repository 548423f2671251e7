package io.colloquy.telephony.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** An even port for RTP and the one after it for RTCP. */
record SocketPair(int port, DatagramChannel rtp, DatagramChannel rtcp) implements AutoCloseable {

  /** Opens both; empty if either is taken. */
  static Optional<SocketPair> open(InetAddress bind, int port) {
    Optional<DatagramChannel> rtp = channel(bind, port);
    Optional<DatagramChannel> rtcp = rtp.flatMap(_ -> channel(bind, port + 1));
    if (rtcp.isEmpty()) {
      rtp.ifPresent(SocketPair::close);
      return Optional.empty();
    }
    return Optional.of(new SocketPair(port, rtp.orElseThrow(), rtcp.get()));
  }

  private static Optional<DatagramChannel> channel(InetAddress bind, int port) {
    DatagramChannel channel;
    try {
      channel = DatagramChannel.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(bind, port));
      return Optional.of(channel);
    } catch (IOException taken) {
      close(channel);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    close(rtp);
    close(rtcp);
  }

  private static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
