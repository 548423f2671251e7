package io.colloquy.telephony.rtp;

/** Every port of the range is taken: the call is answered 503. */
public final class NoFreePort extends Exception {

  public NoFreePort(int first, int last) {
    super("no free port between " + first + " and " + last);
  }
}
