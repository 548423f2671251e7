package io.colloquy.telephony.rtp;

import io.colloquy.media.Alaw;
import io.colloquy.media.Ulaw;
import io.colloquy.telephony.sdp.Codec;

/** A fresh encoder or decoder of each kind. */
final class Codecs {

  private Codecs() {}

  static Decoder decoder(Codec codec) {
    return switch (codec) {
      case PCMU -> Ulaw::decode;
      case PCMA -> Alaw::decode;
      case G722, OPUS -> throw new IllegalArgumentException(codec + " is never agreed");
    };
  }

  static Encoder encoder(Codec codec) {
    return switch (codec) {
      case PCMU -> Ulaw::encode;
      case PCMA -> Alaw::encode;
      case G722, OPUS -> throw new IllegalArgumentException(codec + " is never agreed");
    };
  }
}
