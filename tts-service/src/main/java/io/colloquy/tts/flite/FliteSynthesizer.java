package io.colloquy.tts.flite;

import io.colloquy.tts.text.Sentences;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Voices;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;

/**
 * English by flite, in this process. The sound of a sentence streams while it is computed, and the
 * characters get their times from flite's own words.
 */
public final class FliteSynthesizer implements Synthesizer {

  private static final String DEBIAN_PACKAGE = "libflite1";

  private final Optional<Flite> flite;
  private final Availability availability;

  private FliteSynthesizer(Optional<Flite> flite, Availability availability) {
    this.flite = flite;
    this.availability = availability;
  }

  /** Looks for the library; where there is none, the engine says so and speaks nothing. */
  public static FliteSynthesizer find() {
    return find(Flite.CORE);
  }

  static FliteSynthesizer find(String library) {
    try {
      return new FliteSynthesizer(Optional.of(Flite.load(library)), new Availability.Ready());
    } catch (Flite.LibraryMissing e) {
      return new FliteSynthesizer(
          Optional.empty(), new Availability.Missing(DEBIAN_PACKAGE, e.getMessage()));
    }
  }

  @Override
  public String engine() {
    return Voices.FLITE;
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public boolean speaks(String language) {
    var code = language.toLowerCase(Locale.ROOT);
    return code.equals("en") || code.startsWith("en-") || code.startsWith("en_");
  }

  @Override
  public void speak(Utterance utterance, Sink sink) {
    var engine =
        flite.orElseThrow(
            () -> new SynthesisFailure("flite is missing: install " + DEBIAN_PACKAGE));
    var speech = new FliteSpeech(engine, voice(engine, utterance), utterance, sink);
    for (var span : Sentences.of(utterance.text())) {
      if (!speech.speak(span)) {
        return;
      }
    }
  }

  private static MemorySegment voice(Flite flite, Utterance utterance) {
    var name = Voices.choose(utterance.voice()).engineVoice();
    try {
      return flite.voice(name);
    } catch (Flite.LibraryMissing e) {
      throw new SynthesisFailure("flite has no voice " + name + ": " + e.getMessage(), e);
    }
  }
}
