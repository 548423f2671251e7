package io.colloquy.telephony.sdp;

/**
 * A line {@code a=name:value}.
 *
 * @param value empty for a mere flag
 */
public record Attribute(String name, String value) {

  static Attribute flag(String name) {
    return new Attribute(name, "");
  }

  static Attribute parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Attribute(text.strip(), "")
        : new Attribute(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  String line() {
    return value.isEmpty() ? "a=" + name : "a=" + name + ":" + value;
  }
}
