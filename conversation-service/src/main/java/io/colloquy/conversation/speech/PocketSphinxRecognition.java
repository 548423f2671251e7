package io.colloquy.conversation.speech;

import java.util.function.Consumer;

/** One conversation on one decoder. */
final class PocketSphinxRecognition implements Recognition {

  private final PocketSphinxDecoder decoder;
  private final Channel channel;
  private final Consumer<PocketSphinxDecoder> release;

  private boolean inUtterance;
  private boolean closed;

  /**
   * @param channel how the speaker's line sounds
   * @param release takes the decoder back, once
   */
  PocketSphinxRecognition(
      PocketSphinxDecoder decoder, Channel channel, Consumer<PocketSphinxDecoder> release) {
    this.decoder = decoder;
    this.channel = channel;
    this.release = release;
  }

  @Override
  public synchronized void accept(short[] pcm16k) {
    if (closed || pcm16k.length == 0) {
      return;
    }
    if (!inUtterance) {
      decoder.startUtterance(channel);
      inUtterance = true;
    }
    decoder.accept(pcm16k);
  }

  @Override
  public synchronized String partial() {
    return inUtterance && !closed ? decoder.hypothesis() : "";
  }

  @Override
  public synchronized String finish() {
    if (!inUtterance || closed) {
      return "";
    }
    inUtterance = false;
    decoder.endUtterance();
    return decoder.hypothesis();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.accept(decoder);
    }
  }
}
