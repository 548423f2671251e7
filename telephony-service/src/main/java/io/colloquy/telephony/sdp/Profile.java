package io.colloquy.telephony.sdp;

import io.colloquy.telephony.sdp.MediaTerms.Encryption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which media line of an offer we take. A line is open ({@code RTP/AVP} without a key), keyed
 * ({@code RTP/AVP} with one that may be left out) or closed ({@code RTP/SAVP} with a key). Where
 * both would do, the one that encrypts wins.
 */
final class Profile {

  private Profile() {}

  static Optional<MediaLine> best(SessionDescription offer, Encryption policy) {
    Stream<MediaLine> encrypted =
        policy == Encryption.DISABLED
            ? Stream.empty()
            : audio(offer).filter(line -> crypto(line, policy).isPresent());
    Stream<MediaLine> open =
        policy == Encryption.REQUIRED ? Stream.empty() : audio(offer).filter(Profile::plain);
    return Stream.concat(encrypted, open).findFirst();
  }

  /** The first key of an offer's line that we can follow: the order is the other side's wish. */
  static Optional<Crypto> crypto(MediaLine line, Encryption policy) {
    if (policy == Encryption.DISABLED) {
      return Optional.empty();
    }
    return line.values("crypto").flatMap(v -> Crypto.parse(v).stream()).findFirst();
  }

  /** The key of an answer's line. */
  static Optional<Crypto> accepted(MediaLine line) {
    return line.values("crypto").flatMap(v -> Crypto.parse(v).stream()).findFirst();
  }

  private static Stream<MediaLine> audio(SessionDescription offer) {
    return offer.media().stream()
        .filter(line -> line.kind().equalsIgnoreCase("audio") && line.port() > 0)
        .filter(line -> plain(line) || secure(line));
  }

  private static boolean plain(MediaLine line) {
    String profile = line.profile().toUpperCase(Locale.ROOT);
    return profile.equals("RTP/AVP") || profile.equals("RTP/AVPF");
  }

  private static boolean secure(MediaLine line) {
    String profile = line.profile().toUpperCase(Locale.ROOT);
    return profile.equals("RTP/SAVP") || profile.equals("RTP/SAVPF");
  }
}
