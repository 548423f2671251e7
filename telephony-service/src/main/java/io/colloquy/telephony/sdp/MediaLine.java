package io.colloquy.telephony.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An {@code m=} line and what stands below it.
 *
 * @param kind {@code audio}, {@code video}, ...
 * @param port 0 to 65535; 0 is a line that is refused or over
 * @param profile {@code RTP/AVP}, {@code RTP/SAVP}, ...
 * @param formats payload types, as text
 * @param host the address of its own {@code c=} line or of the session's; empty if it is none that
 *     can be read
 */
public record MediaLine(
    String kind,
    int port,
    String profile,
    List<String> formats,
    Optional<String> host,
    List<Attribute> attributes) {

  public MediaLine {
    formats = List.copyOf(formats);
    attributes = List.copyOf(attributes);
  }

  /** The values of every attribute of that name, in order. */
  public Stream<String> values(String name) {
    return attributes.stream().filter(a -> a.name().equals(name)).map(Attribute::value);
  }

  public Optional<String> value(String name) {
    return values(name).findFirst();
  }

  public boolean has(String name) {
    return values(name).findAny().isPresent();
  }

  /** The same line refused: port 0, and nothing said about it. */
  MediaLine refused() {
    return new MediaLine(kind, 0, profile, formats, Optional.empty(), List.of());
  }

  void write(StringBuilder text) {
    text.append("m=%s %d %s %s\r\n".formatted(kind, port, profile, String.join(" ", formats)));
    host.ifPresent(h -> text.append("c=").append(Host.line(h)).append("\r\n"));
    attributes.forEach(a -> text.append(a.line()).append("\r\n"));
  }
}
