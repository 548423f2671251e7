package io.colloquy.tts.catalogue;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.voice.Casting;
import io.colloquy.tts.voice.Engines;
import io.colloquy.tts.voice.Voices;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
                engines.casting().parts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(set -> configured(set.getKey(), set.getValue())),
                ENGLISH.stream(),
                Stream.of(HOSTED_DEFAULT),
                LANGUAGES.stream().map(VoiceCatalogue::espeak))
            .flatMap(offered -> offered)
            .filter(voice -> engines.speaks(asked(voice)))
            .filter(distinctIds())
            .toList();
  }

  /** A voice that is set for an id goes before one of our own with the same. */
  private static Predicate<OfferedVoice> distinctIds() {
    Set<String> seen = new HashSet<>();
    return voice -> seen.add(voice.id());
  }

  private static OfferedVoice configured(String id, Casting.Part part) {
    return new OfferedVoice(
        id,
        part.voiceId(),
        "A voice of " + part.engine() + ", as set up here.",
        part.engine(),
        "",
        "",
        "");
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

  /** Those that are set up by name, English voices, then the other languages' by their codes. */
  public List<OfferedVoice> all() {
    return voices;
  }

  public Optional<OfferedVoice> find(String id) {
    return voices.stream().filter(voice -> voice.id().equals(id)).findFirst();
  }
}
