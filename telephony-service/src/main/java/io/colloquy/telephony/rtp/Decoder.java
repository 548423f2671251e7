package io.colloquy.telephony.rtp;

/** One stream's way from payloads to samples. Not for several threads. */
interface Decoder {

  /** Samples of a payload at the codec's rate; none for one that cannot be read. */
  short[] decode(byte[] payload);
}
