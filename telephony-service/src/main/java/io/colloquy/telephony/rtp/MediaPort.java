package io.colloquy.telephony.rtp;

import io.colloquy.telephony.sdp.MediaTerms;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The media of one call: a UDP port, what was agreed on it, and the sound both ways. Opened by
 * {@link MediaPorts}; may be used from any thread, and never blocks.
 *
 * <p>A call that comes in: {@link #answer}. One that goes out, or that came without an offer:
 * {@link #offer}, then {@link #accept} with each answer that arrives (a 183's and a 200's). Hold,
 * resume and a change of codec: either of the two again; the port and its sound go on.
 */
public interface MediaPort extends AutoCloseable {

  /** The port that RTP arrives at. */
  int port();

  /** A session description that offers what the terms allow. */
  String offer(MediaTerms terms);

  /** Takes what fits best of an offer. Sound flows from here on. */
  Answered answer(String remoteSdp, MediaTerms terms);

  /** Takes an answer to our last {@link #offer}. Sound flows from here on. */
  Accepted accept(String remoteSdpAnswer);

  /** Who hears the call from now on; one at a time. */
  void listen(Sound sound);

  /**
   * Says this after what is still waiting, at {@link Agreed#sampleRate()}. Up to ten minutes wait;
   * what is beyond is dropped.
   */
  void play(short[] samples);

  /** Forgets what waits to be said: at most a packet of it still leaves. */
  void clear();

  /** How much waits to be said. */
  Duration waiting();

  /**
   * Presses keys, after which sound goes on: {@code 0-9 * # A-D}, {@code w} waits half a second.
   *
   * @return done when the last has been sent; fails with {@link IllegalArgumentException} for other
   *     characters or more than 100 of them, and with {@link IllegalStateException} if the port
   *     closes first
   */
  CompletionStage<Void> keys(String tones);

  Statistics statistics();

  /** Ends it and gives the port back. Once is enough. */
  @Override
  void close();
}
