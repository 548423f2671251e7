package io.colloquy.telephony.rtp;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The media of all calls of this process: a range of UDP ports, and the threads that serve them.
 */
public final class MediaPorts implements AutoCloseable {

  private final Settings settings;
  private final Clock clock;
  private final List<MediaLoop> loops = new ArrayList<>();
  private final Set<RtpPort> open = ConcurrentHashMap.newKeySet();
  private int next;

  public MediaPorts(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.next = first();
    for (int i = 0; i < settings.threads(); i++) {
      loops.add(new MediaLoop(i));
    }
  }

  /**
   * A port that nobody uses, of the range.
   *
   * @throws NoFreePort if there is none
   */
  public MediaPort open() throws NoFreePort {
    MediaLoop loop = loops.stream().min(Comparator.comparingInt(MediaLoop::calls)).orElseThrow();
    RtpPort port = new RtpPort(this, loop, sockets(), clock);
    open.add(port);
    return port;
  }

  /** How many are open. */
  public int inUse() {
    return open.size();
  }

  /** Ports of the range are taken in turn, so that a late packet of an old call meets nobody. */
  private synchronized SocketPair sockets() throws NoFreePort {
    for (int tries = (settings.lastPort() - first() + 1) / 2; tries > 0; tries--) {
      int port = next;
      next = port + 3 > settings.lastPort() ? first() : port + 2;
      var sockets = SocketPair.open(settings.bind(), port);
      if (sockets.isPresent()) {
        return sockets.get();
      }
    }
    throw new NoFreePort(settings.firstPort(), settings.lastPort());
  }

  private int first() {
    return settings.firstPort() + settings.firstPort() % 2;
  }

  void returned(RtpPort port) {
    open.remove(port);
  }

  /** Ends all calls' media. */
  @Override
  public void close() {
    open.forEach(RtpPort::close);
    loops.forEach(MediaLoop::close);
  }
}
