package io.colloquy.telephony.rtp;

/** One stream's way from samples to payloads. Not for several threads. */
interface Encoder {

  /** The payload of a packet's samples: 10, 20, 40 or 60 ms of them. */
  byte[] encode(short[] samples);
}
