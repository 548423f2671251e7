package io.colloquy.telephony.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** Addresses in session descriptions: literals only, because a name would have to be looked up. */
public final class Host {

  private Host() {}

  /** The address that a literal means; never asks a name server. */
  public static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** {@code IN IP4 10.0.0.1}, as in {@code c=} and {@code o=} lines. */
  static String line(String host) {
    boolean six = literal(host).filter(Inet6Address.class::isInstance).isPresent();
    return (six ? "IN IP6 " : "IN IP4 ") + host;
  }

  /** The address of such a line, without the time to live of a multicast one. */
  static Optional<String> parse(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length < 3 || !words[0].equalsIgnoreCase("IN")) {
      return Optional.empty();
    }
    String host = words[2].split("/", 2)[0];
    return host.isEmpty() || host.length() > 255 ? Optional.empty() : Optional.of(host);
  }
}
