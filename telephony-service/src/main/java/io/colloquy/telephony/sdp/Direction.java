package io.colloquy.telephony.sdp;

import java.util.List;
import java.util.Optional;

/**
 * Who may send.
 *
 * @param sends whether the side that says so sends
 * @param receives whether it listens
 */
record Direction(boolean sends, boolean receives) {

  static final Direction BOTH = new Direction(true, true);

  /** What a description says of itself; the old way to hold, the address 0.0.0.0, included. */
  static Direction of(SessionDescription sdp, MediaLine line) {
    Direction direction = said(line.attributes()).or(() -> said(sdp.attributes())).orElse(BOTH);
    boolean nowhere = line.host().filter(h -> h.equals("0.0.0.0") || h.equals("::")).isPresent();
    return nowhere ? new Direction(direction.sends(), false) : direction;
  }

  private static Optional<Direction> said(List<Attribute> attributes) {
    return attributes.stream().flatMap(a -> named(a.name()).stream()).findFirst();
  }

  private static Optional<Direction> named(String word) {
    return switch (word) {
      case "sendrecv" -> Optional.of(BOTH);
      case "sendonly" -> Optional.of(new Direction(true, false));
      case "recvonly" -> Optional.of(new Direction(false, true));
      case "inactive" -> Optional.of(new Direction(false, false));
      default -> Optional.empty();
    };
  }

  Direction reversed() {
    return new Direction(receives, sends);
  }

  String word() {
    if (sends) {
      return receives ? "sendrecv" : "sendonly";
    }
    return receives ? "recvonly" : "inactive";
  }
}
