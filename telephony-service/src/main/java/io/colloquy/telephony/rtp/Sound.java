package io.colloquy.telephony.rtp;

import java.time.Duration;

/**
 * Who hears a call. Called on a media thread that serves many calls: it must not block, and not
 * take long.
 */
public interface Sound {

  /**
   * The next 20 ms. Comes without a gap from the first agreement to the end, lost sound concealed
   * and silence while the other side is on hold or sends nothing.
   *
   * @param samples the listener's own
   * @param rateHz samples a second; changes only with the codec
   * @param atMs time of day at which it was due, in ms since 1970
   */
  void pcm(short[] samples, int rateHz, long atMs);

  /** A key that the other side pressed: {@code 0-9 * # A-D}; told once, as it is pressed. */
  void key(char digit);

  /**
   * Nothing has arrived for so long: told after 5 s and every 5 s again while it lasts, but not on
   * hold.
   */
  void silent(Duration since);
}
