package io.colloquy.telephony.rtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a call sounds like. */
final class Ear implements Sound {

  private final Samples heard = new Samples();
  private final List<Character> keys = new ArrayList<>();
  private final List<Duration> silences = new ArrayList<>();
  private int rate;

  @Override
  public synchronized void pcm(short[] samples, int rateHz, long atMs) {
    rate = rateHz;
    heard.add(samples);
  }

  @Override
  public synchronized void key(char digit) {
    keys.add(digit);
  }

  @Override
  public synchronized void silent(Duration since) {
    silences.add(since);
  }

  synchronized int rate() {
    return rate;
  }

  synchronized double heardMs() {
    return rate == 0 ? 0 : heard.size() * 1_000.0 / rate;
  }

  /** Everything so far; forgotten afterwards. */
  synchronized short[] take() {
    return heard.take(heard.size());
  }

  synchronized String keys() {
    StringBuilder text = new StringBuilder();
    keys.forEach(text::append);
    return text.toString();
  }

  synchronized List<Duration> silences() {
    return List.copyOf(silences);
  }
}
