package io.colloquy.telephony.rtp;

import java.net.InetAddress;

/**
 * Where and how media run.
 *
 * @param bind the address that ports are opened at
 * @param firstPort of the range, rounded up to an even one
 * @param lastPort of the range, itself included
 * @param threads that serve all calls, at least 1
 */
public record Settings(InetAddress bind, int firstPort, int lastPort, int threads) {

  public Settings {
    if (firstPort < 1 || lastPort > 65_535 || lastPort <= firstPort) {
      throw new IllegalArgumentException("ports " + firstPort + " to " + lastPort);
    }
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
  }

  /** All of 10,000 to 60,000, and a thread for every two processors. */
  public static Settings at(InetAddress bind) {
    return new Settings(
        bind, 10_000, 60_000, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }
}
