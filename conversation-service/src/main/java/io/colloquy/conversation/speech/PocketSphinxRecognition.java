package io.colloquy.conversation.speech;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One conversation on one decoder.
 *
 * <p>The decoder subtracts the channel's mean spectrum, and learns it only from utterance to
 * utterance. A speaker's first words are therefore heard through a guess, with about half as many
 * errors again. So the first utterance is heard twice: after a second of speech the mean is known,
 * and what was said so far is decoded anew with it.
 */
final class PocketSphinxRecognition implements Recognition {

  /** Speech from which the channel's mean is good enough; from half of it, it does harm. */
  private static final int CHANNEL_MS = 1_000;

  /** Sound kept to be heard again: if it holds no second of speech by then, it is not speech. */
  private static final int LONGEST_OPENING = 6 * 16_000;

  private final PocketSphinxDecoder decoder;
  private final Consumer<PocketSphinxDecoder> release;

  private boolean inUtterance;
  private boolean channelKnown;
  private short[] opening = {};
  private boolean closed;

  /**
   * @param release takes the decoder back, once
   */
  PocketSphinxRecognition(PocketSphinxDecoder decoder, Consumer<PocketSphinxDecoder> release) {
    this.decoder = decoder;
    this.release = release;
  }

  @Override
  public synchronized void accept(short[] pcm16k) {
    if (closed || pcm16k.length == 0) {
      return;
    }
    if (!inUtterance) {
      decoder.startUtterance();
      inUtterance = true;
    }
    decoder.accept(pcm16k);
    if (!channelKnown) {
      learnChannel(pcm16k);
    }
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
    opening = new short[0];
    decoder.endUtterance();
    String words = decoder.hypothesis();
    if (!channelKnown) {
      decoder.assumeUsualChannel();
    }
    return words;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.accept(decoder);
    }
  }

  private void learnChannel(short[] pcm16k) {
    opening = joined(opening, pcm16k);
    if (decoder.channelMs() >= CHANNEL_MS) {
      channelKnown = true;
      decoder.endUtterance();
      decoder.startUtterance();
      decoder.accept(opening);
      opening = new short[0];
    } else if (opening.length > LONGEST_OPENING) {
      opening = new short[0];
      channelKnown = true;
    }
  }

  private static short[] joined(short[] first, short[] second) {
    short[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
