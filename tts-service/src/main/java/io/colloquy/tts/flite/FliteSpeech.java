package io.colloquy.tts.flite;

import io.colloquy.tts.text.Sentences.Span;
import io.colloquy.tts.text.WordTimes;
import io.colloquy.tts.text.WordTimes.Word;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.Synthesizer.Sink;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One utterance on its way through flite, sentence by sentence. */
final class FliteSpeech {

  /** Of the silence that flite puts before a sentence, up to a fifth of a second, this stays. */
  private static final double LEAD_IN_SECONDS = 0.03;

  /** The rate of a sound without samples; that of all our voices. */
  private static final int RATE = 16_000;

  private final Flite flite;
  private final MemorySegment voice;
  private final Utterance utterance;
  private final Sink sink;
  private double spokenMs;
  private double toldMs;

  FliteSpeech(Flite flite, MemorySegment voice, Utterance utterance, Sink sink) {
    this.flite = flite;
    this.voice = voice;
    this.utterance = utterance;
    this.sink = sink;
  }

  /** False if the sink wants no more. */
  boolean speak(Span span) {
    var ascii = Ascii.of(utterance.text(), span, utterance.pronounced());
    if (!ascii.isSpeakable()) {
      return sink.take(new Sound(RATE, new short[0], silent(span)));
    }
    var sentence = new Sentence(span, ascii);
    try (var made =
        new NativeUtterance(
            flite, voice, ascii.letters(), 1 / utterance.speed(), sentence::heard)) {
      made.speak(ascii.sounds());
    }
    return sentence.finish();
  }

  private List<TimedChar> silent(Span span) {
    return WordTimes.spread(utterance.text(), span, List.of(), spokenMs, spokenMs);
  }

  private final class Sentence {
    private final Span span;
    private final Ascii ascii;
    private boolean begun;
    private boolean wanted = true;
    private List<TimedChar> untold;
    private int toDrop;

    Sentence(Span span, Ascii ascii) {
      this.span = span;
      this.ascii = ascii;
      this.untold = silent(span);
    }

    private boolean heard(NativeUtterance made, int rate, short[] samples) {
      if (!begun) {
        begun = true;
        begin(made, rate);
      }
      int dropped = Math.min(toDrop, samples.length);
      toDrop -= dropped;
      if (dropped < samples.length) {
        give(rate, Arrays.copyOfRange(samples, dropped, samples.length));
      }
      return wanted;
    }

    /** Everything about time is known before the first sample is computed. */
    private void begin(NativeUtterance made, int rate) {
      var tokens = made.tokens().stream().filter(token -> token.end() > token.start()).toList();
      double lead = tokens.isEmpty() ? 0 : tokens.getFirst().start() - LEAD_IN_SECONDS;
      double dropSeconds = Math.max(0, lead);
      toDrop = (int) (dropSeconds * rate);
      double zeroMs = spokenMs - dropSeconds * 1000;
      double startMs = Math.max(spokenMs, toldMs);
      double endMs = zeroMs + silentFrom(tokens, made.end()) * 1000;
      untold = WordTimes.spread(utterance.text(), span, words(tokens, zeroMs), startMs, endMs);
      toldMs = untold.getLast().startMs();
    }

    /** In seconds. A diphone voice leaves out the second half of the silence after the words. */
    private double silentFrom(List<NativeUtterance.Token> tokens, double end) {
      double lastWord = tokens.isEmpty() ? 0 : tokens.getLast().end();
      return (lastWord + end) / 2;
    }

    private List<Word> words(List<NativeUtterance.Token> tokens, double zeroMs) {
      List<Word> words = new ArrayList<>();
      int from = 0;
      for (var token : tokens) {
        int at = ascii.letters().indexOf(token.name(), from);
        if (at >= 0) {
          from = at + token.name().length();
          words.add(
              new Word(
                  ascii.originOf(at, span),
                  ascii.originOf(from, span),
                  zeroMs + token.start() * 1000,
                  zeroMs + token.end() * 1000));
        }
      }
      return words;
    }

    private void give(int rate, short[] samples) {
      spokenMs += samples.length * 1000.0 / rate;
      wanted = sink.take(new Sound(rate, samples, untold));
      untold = List.of();
    }

    /** False if the sink wants no more. */
    private boolean finish() {
      if (wanted && !untold.isEmpty()) {
        give(RATE, new short[0]);
      }
      return wanted;
    }
  }
}
