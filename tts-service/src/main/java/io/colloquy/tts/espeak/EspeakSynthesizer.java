package io.colloquy.tts.espeak;

import io.colloquy.tts.text.Estimate;
import io.colloquy.tts.text.Sentences;
import io.colloquy.tts.text.Sentences.Span;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Voices;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * More than a hundred languages by espeak-ng, a process for each sentence: its licence and its
 * memory stay apart from ours. It tells no times, so those of the characters are an estimate within
 * each sentence; sentences begin and end where the estimate says.
 */
public final class EspeakSynthesizer implements Synthesizer {

  private static final String DEBIAN_PACKAGE = "espeak-ng";

  /** The rate of a sound without samples; that of espeak-ng's own voices. */
  private static final int RATE = 22_050;

  private static final int WORDS_A_MINUTE = 175;

  private final EspeakCommand command;
  private final Optional<EspeakVoices> voices;
  private final Availability availability;

  private EspeakSynthesizer(
      EspeakCommand command, Optional<EspeakVoices> voices, Availability availability) {
    this.command = command;
    this.voices = voices;
    this.availability = availability;
  }

  /**
   * Looks for the program; where there is none, the engine says so and speaks nothing.
   *
   * @param program its name on the PATH, or its path
   * @param patience how long one sentence may take before its process is killed
   */
  public static EspeakSynthesizer find(String program, Duration patience) {
    var command = new EspeakCommand(program, patience);
    try {
      var voices = EspeakVoices.parse(command.run(List.of("--voices"), "", stop -> {}));
      return new EspeakSynthesizer(command, Optional.of(voices), new Availability.Ready());
    } catch (SynthesisFailure e) {
      return new EspeakSynthesizer(
          command, Optional.empty(), new Availability.Missing(DEBIAN_PACKAGE, e.getMessage()));
    }
  }

  @Override
  public String engine() {
    return Voices.ESPEAK;
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public boolean speaks(String language) {
    return voices.flatMap(all -> all.find(language)).isPresent();
  }

  @Override
  public void speak(Utterance utterance, Sink sink) {
    var voice = voice(utterance);
    double spokenMs = 0;
    boolean wanted = true;
    for (var span : Sentences.of(utterance.text())) {
      if (wanted) {
        var sound = sound(utterance, span, voice, spokenMs, sink);
        spokenMs += sound.samples().length * 1000.0 / sound.sampleRate();
        wanted = sink.take(sound);
      }
    }
  }

  private Sound sound(Utterance utterance, Span span, String voice, double fromMs, Sink sink) {
    var text = utterance.text();
    var words = text.substring(span.start(), span.end());
    if (words.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return new Sound(RATE, new short[0], Estimate.spread(text, span, fromMs, fromMs));
    }
    int wordsAMinute = (int) Math.round(WORDS_A_MINUTE * utterance.speed());
    var arguments =
        List.of("--stdout", "--stdin", "-b", "1", "-v", voice, "-s", String.valueOf(wordsAMinute));
    var written = EspeakPhones.written(text, span, utterance.pronounced(), voice);
    var wave = Wave.parse(command.run(arguments, written, sink::whenUnwanted)).withoutLeadIn();
    var chars =
        Estimate.spread(text, span, fromMs + wave.audibleFromMs(), fromMs + wave.audibleToMs());
    return new Sound(wave.sampleRate(), wave.samples(), chars);
  }

  private String voice(Utterance utterance) {
    var language = Voices.choose(utterance.voice()).language();
    var known =
        voices.orElseThrow(
            () -> new SynthesisFailure("espeak-ng is missing: install " + DEBIAN_PACKAGE));
    return known
        .find(language)
        .orElseThrow(
            () -> new SynthesisFailure("no voice speaks " + language.toLowerCase(Locale.ROOT)));
  }
}
