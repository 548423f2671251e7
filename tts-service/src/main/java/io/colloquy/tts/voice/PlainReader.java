package io.colloquy.tts.voice;

import io.colloquy.tts.reading.Reading;
import io.colloquy.tts.text.Retimer;
import io.colloquy.tts.text.Rewriting;
import java.util.List;

/**
 * An engine that reads signs badly, and is given words instead: numbers, dates, amounts, addresses,
 * abbreviations. The times are still those of the characters as they were written.
 */
public final class PlainReader implements Synthesizer {

  private final Synthesizer engine;

  public PlainReader(Synthesizer engine) {
    this.engine = engine;
  }

  @Override
  public String engine() {
    return engine.engine();
  }

  @Override
  public Availability availability() {
    return engine.availability();
  }

  @Override
  public boolean speaks(String language) {
    return engine.speaks(language);
  }

  @Override
  public void speak(Utterance utterance, Sink sink) {
    var language = Voices.choose(utterance.voice()).language();
    var rewriting = Reading.of(language).read(utterance.text(), utterance.pronounced());
    var retelling = new Retelling(sink, new Retimer(rewriting));
    engine.speak(
        new Utterance(
            rewriting.after(), utterance.voice(), moved(utterance.pronounced(), rewriting)),
        retelling);
    retelling.finish();
  }

  private static List<Pronounced> moved(List<Pronounced> words, Rewriting rewriting) {
    return words.stream()
        .map(
            word -> {
              int start = rewriting.indexOf(word.start());
              return new Pronounced(start, start + word.end() - word.start(), word.sounds());
            })
        .toList();
  }

  private static final class Retelling implements Sink {
    private final Sink sink;
    private final Retimer retimer;
    private boolean wanted = true;
    private int rate;

    Retelling(Sink sink, Retimer retimer) {
      this.sink = sink;
      this.retimer = retimer;
    }

    @Override
    public boolean take(Sound sound) {
      rate = sound.sampleRate();
      wanted = sink.take(new Sound(rate, sound.samples(), retimer.add(sound.chars())));
      return wanted;
    }

    @Override
    public void whenUnwanted(Runnable stop) {
      sink.whenUnwanted(stop);
    }

    void finish() {
      var rest = retimer.rest();
      if (wanted && !rest.isEmpty()) {
        sink.take(new Sound(rate, new short[0], rest));
      }
    }
  }
}
