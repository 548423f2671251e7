package io.colloquy.tts.catalogue;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.voice.Engines;
import io.colloquy.tts.voice.Voices;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The voices that this service really speaks with, by the engines that are installed. */
public final class VoiceCatalogue {

  /** The languages that agents may speak, but English, which has voices of its own. */
  private static final List<String> LANGUAGES =
      List.of(
          "ar", "bg", "cs", "da", "de", "el", "es", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja",
          "ko", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "ta", "tr", "uk", "vi", "zh");

  /** What agents name that name no voice; the default of their language speaks for it. */
  private static final OfferedVoice HOSTED_DEFAULT =
      new OfferedVoice(
          "cjVigY5qzO86Huf0OWal",
          "Default",
          "Stands for the default voice of the agent's language, as every unknown voice does.",
          Voices.FLITE,
          "en",
          "american",
          "");

  private static final List<OfferedVoice> ENGLISH =
      List.of(
          flite("slt", "SLT", "A woman's voice.", "american", "female"),
          flite("rms", "RMS", "A man's voice.", "american", "male"),
          flite("awb", "AWB", "A man's voice.", "scottish", "male"),
          flite("kal16", "KAL", "A man's voice, quick.", "american", "male"));

  private final List<OfferedVoice> voices;

  public VoiceCatalogue(Engines engines) {
    voices =
        Stream.of(
                ENGLISH.stream(),
                Stream.of(HOSTED_DEFAULT),
                LANGUAGES.stream().map(VoiceCatalogue::espeak))
            .flatMap(offered -> offered)
            .filter(voice -> engines.speaks(asked(voice)))
            .toList();
  }

  private static OfferedVoice flite(
      String id, String name, String description, String accent, String gender) {
    return new OfferedVoice(id, name, description, Voices.FLITE, "en", accent, gender);
  }

  private static OfferedVoice espeak(String language) {
    var name = Locale.of(language).getDisplayLanguage(Locale.ENGLISH);
    return new OfferedVoice(
        "espeak-" + language,
        name,
        "A synthetic voice for " + name + ".",
        Voices.ESPEAK,
        language,
        "",
        "");
  }

  private static Voice asked(OfferedVoice voice) {
    return new Voice(voice.id(), Optional.empty(), voice.language(), 1, 0.5, 0.8);
  }

  /** English voices first, then the other languages' by their codes. */
  public List<OfferedVoice> all() {
    return voices;
  }

  public Optional<OfferedVoice> find(String id) {
    return voices.stream().filter(voice -> voice.id().equals(id)).findFirst();
  }
}
