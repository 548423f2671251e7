package io.colloquy.telephony.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the numbers of a media line mean.
 *
 * @param codecs those that we know, in the line's order
 * @param events numbers of telephone events, by their clock rate
 * @param noise whether comfort noise of 8,000 Hz is among them
 */
record Formats(List<Numbered> codecs, Map<Integer, Integer> events, boolean noise) {

  /** A codec under a number. */
  record Numbered(int number, Codec codec) {}

  static Formats of(SessionDescription sdp, MediaLine line) {
    Map<Integer, String> named = new HashMap<>();
    line.values("rtpmap").forEach(value -> name(named, value));
    List<Numbered> codecs = new ArrayList<>();
    Map<Integer, Integer> events = new HashMap<>();
    boolean noise = false;
    for (String format : line.formats()) {
      int number = number(format);
      String meaning = named.getOrDefault(number, fixed(number));
      for (Codec codec : Codec.values()) {
        if (meaning.equals(key(codec.rtpmap())) || meaning.equals(key(codec.rtpmap() + "/1"))) {
          codecs.add(new Numbered(number, codec));
        }
      }
      if (meaning.equals("telephone-event/8000") || meaning.equals("telephone-event/48000")) {
        events.putIfAbsent(meaning.endsWith("/48000") ? 48_000 : 8_000, number);
      }
      noise |= number == 13 && meaning.equals("cn/8000");
    }
    return new Formats(List.copyOf(codecs), Map.copyOf(events), noise);
  }

  /** The number of telephone events that share a codec's clock. */
  OptionalInt keys(Codec codec) {
    Integer number = events.get(codec.clockRate());
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  int number(Codec codec) {
    return codecs.stream()
        .filter(c -> c.codec() == codec)
        .mapToInt(Numbered::number)
        .findFirst()
        .orElse(codec.payloadType());
  }

  /** Milliseconds of sound in a packet: what the other side wishes of 10, 20, 40 and 60. */
  static int packetMs(SessionDescription sdp, MediaLine line) {
    int wish = number(sdp.value(line, "ptime").orElse("20"));
    int most = number(sdp.value(line, "maxptime").orElse("60"));
    int packet = wish == 10 || wish == 40 || wish == 60 ? wish : 20;
    if (most >= packet || most <= 0) {
      return packet;
    }
    return most >= 20 ? 20 : 10;
  }

  private static void name(Map<Integer, String> named, String value) {
    String[] words = value.split("\\s+");
    int number = number(words[0]);
    if (words.length >= 2 && number >= 0) {
      named.put(number, key(words[1]));
    }
  }

  private static String key(String rtpmap) {
    return rtpmap.toLowerCase(Locale.ROOT);
  }

  /** Numbers that mean something without a word (RFC 3551). */
  private static String fixed(int number) {
    return switch (number) {
      case 0 -> "pcmu/8000";
      case 8 -> "pcma/8000";
      case 9 -> "g722/8000";
      case 13 -> "cn/8000";
      default -> "";
    };
  }

  /** A payload type; -1 for what is none. */
  private static int number(String word) {
    String text = word.strip();
    return text.matches("\\d{1,3}") && Integer.parseInt(text) < 128 ? Integer.parseInt(text) : -1;
  }
}
