package io.colloquy.telephony.sdp;

/**
 * What we want of a call's media.
 *
 * @param encryption whether SRTP is refused, taken or demanded
 * @param advertised our address as the other side reaches it, IPv4 or IPv6 without brackets
 * @param wideband whether codecs of more than 8,000 samples a second are offered (first) and taken
 */
public record MediaTerms(Encryption encryption, String advertised, boolean wideband) {

  /** The setting "media encryption" of a trunk. */
  public enum Encryption {
    /** Plain RTP only. */
    DISABLED,
    /** Either; SRTP where the other side can. */
    ALLOWED,
    /** SRTP only. */
    REQUIRED
  }
}
