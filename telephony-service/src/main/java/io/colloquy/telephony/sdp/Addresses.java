package io.colloquy.telephony.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where the other side wants its packets. */
final class Addresses {

  private Addresses() {}

  static Optional<InetSocketAddress> media(MediaLine line) {
    return address(line).map(host -> new InetSocketAddress(host, line.port()));
  }

  /** The port after that of the sound, unless the description names another. */
  static Optional<InetSocketAddress> control(SessionDescription sdp, MediaLine line) {
    if (sdp.has(line, "rtcp-mux")) {
      return media(line);
    }
    int port =
        line.value("rtcp")
            .map(value -> value.split("\\s+", 2)[0])
            .filter(word -> word.matches("\\d{1,5}"))
            .map(Integer::parseInt)
            .orElse(line.port() + 1);
    return port > 65_535
        ? Optional.empty()
        : address(line).map(host -> new InetSocketAddress(host, port));
  }

  private static Optional<InetAddress> address(MediaLine line) {
    return line.host()
        .flatMap(Host::literal)
        .filter(host -> !host.isAnyLocalAddress() && !host.isMulticastAddress());
  }
}
