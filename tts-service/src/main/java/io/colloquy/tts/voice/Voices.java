package io.colloquy.tts.voice;

import io.colloquy.contracts.speech.Voice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The voices that come with Colloquy, and which of them stands in for a voice that does not: agents
 * made for another platform name voices that only that platform has.
 */
public final class Voices {

  public static final String FLITE = "flite";
  public static final String ESPEAK = "espeak-ng";

  private static final String ENGLISH = "en";
  private static final String ESPEAK_PREFIX = "espeak-";

  /**
   * A voice that an agent may name.
   *
   * @param id what an agent's {@code voice_id} holds
   * @param engine {@link #FLITE} or {@link #ESPEAK}
   * @param engineVoice the engine's own name for it
   * @param language ISO 639-1 code, with or without a region
   */
  public record Builtin(
      String id, String name, String engine, String engineVoice, String language) {}

  private static final Builtin DEFAULT_ENGLISH =
      new Builtin("slt", "SLT, a woman's voice, American", FLITE, "slt", "en");

  private static final List<Builtin> ENGLISH_VOICES =
      List.of(
          DEFAULT_ENGLISH,
          new Builtin("rms", "RMS, a man's voice, American", FLITE, "rms", "en"),
          new Builtin("awb", "AWB, a man's voice, Scottish", FLITE, "awb", "en"),
          new Builtin("kal16", "KAL, a man's voice, American, quick", FLITE, "kal16", "en"));

  /** The named voices. Beyond them {@code espeak-<language>} names espeak-ng's of any language. */
  public static List<Builtin> named() {
    return ENGLISH_VOICES;
  }

  /**
   * The voice that speaks: the named one if it is ours and knows the language, else the default of
   * the language. The same question always has the same answer.
   */
  public static Builtin choose(Voice wanted) {
    var language = language(wanted);
    return find(wanted.voiceId())
        .filter(found -> base(found.language()).equals(base(language)))
        .orElseGet(() -> defaultOf(language));
  }

  private static Optional<Builtin> find(String id) {
    if (id == null) {
      return Optional.empty();
    }
    if (id.startsWith(ESPEAK_PREFIX) && id.length() > ESPEAK_PREFIX.length()) {
      return Optional.of(espeak(id.substring(ESPEAK_PREFIX.length())));
    }
    return ENGLISH_VOICES.stream().filter(voice -> voice.id().equals(id)).findFirst();
  }

  private static Builtin defaultOf(String language) {
    return base(language).equals(ENGLISH) ? DEFAULT_ENGLISH : espeak(language);
  }

  private static Builtin espeak(String language) {
    return new Builtin(
        ESPEAK_PREFIX + language, "espeak-ng, " + language, ESPEAK, language, language);
  }

  static String language(Voice wanted) {
    return wanted.language() == null || wanted.language().isBlank()
        ? ENGLISH
        : wanted.language().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code pt} of {@code pt-br}. */
  private static String base(String language) {
    int region = language.indexOf('-');
    return region < 0 ? language : language.substring(0, region);
  }

  private Voices() {}
}
