package io.colloquy.telephony.sdp;

/** A text that is no session description, or more of one than we read. */
public final class UnreadableSdp extends Exception {

  public UnreadableSdp(String why) {
    super(why);
  }
}
