package io.colloquy.telephony.sdp;

/** How sound travels. */
public enum Codec {
  PCMU("PCMU", 0, 8_000, 8_000, ""),
  PCMA("PCMA", 8, 8_000, 8_000, ""),
  /** 16,000 samples a second under a clock that says 8,000: an old error that everybody keeps. */
  G722("G722", 9, 8_000, 16_000, ""),
  /** Decoded and encoded at 16,000 samples a second; its clock is always 48,000. */
  OPUS("opus", 107, 48_000, 16_000, "/2");

  private final String encoding;
  private final int payloadType;
  private final int clockRate;
  private final int sampleRate;
  private final String channels;

  Codec(String encoding, int payloadType, int clockRate, int sampleRate, String channels) {
    this.encoding = encoding;
    this.payloadType = payloadType;
    this.clockRate = clockRate;
    this.sampleRate = sampleRate;
    this.channels = channels;
  }

  /** Its name in {@code a=rtpmap}. */
  public String encoding() {
    return encoding;
  }

  /** The number that we offer it under; the fixed one of RFC 3551 where it has one. */
  public int payloadType() {
    return payloadType;
  }

  /** Ticks a second of its RTP timestamps. */
  public int clockRate() {
    return clockRate;
  }

  /** Samples a second of the sound before and after it. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Whether it carries more than a telephone's 3,400 Hz. */
  public boolean wideband() {
    return sampleRate > 8_000;
  }

  /** What stands after the payload type in {@code a=rtpmap}. */
  public String rtpmap() {
    return encoding + "/" + clockRate + channels;
  }
}
