package io.colloquy.tts.espeak;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The languages that the installed espeak-ng speaks, by their codes. */
final class EspeakVoices {

  /** Codes that our callers use and espeak-ng does not, and dialects that stand for a language. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "en", "en-us",
          "fr", "fr-fr",
          "zh", "cmn",
          "no", "nb",
          "pt", "pt",
          "fil", "id",
          "tl", "id",
          "iw", "he");

  private final Set<String> codes;

  private EspeakVoices(Set<String> codes) {
    this.codes = codes;
  }

  /** From the table that {@code --voices} prints: the code is the second column. */
  static EspeakVoices parse(byte[] table) {
    Set<String> codes = new HashSet<>();
    new String(table, StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(line -> line.trim().split("\\s+"))
        .filter(columns -> columns.length > 1)
        .forEach(columns -> codes.add(columns[1].toLowerCase(Locale.ROOT)));
    return new EspeakVoices(codes);
  }

  /** The voice for a language: exactly, by another name, or without its region. */
  Optional<String> find(String language) {
    var code = language.toLowerCase(Locale.ROOT).replace('_', '-');
    int region = code.indexOf('-');
    var base = region < 0 ? code : code.substring(0, region);
    return own(code).or(() -> own(base));
  }

  private Optional<String> own(String code) {
    var name = OTHER_NAMES.getOrDefault(code, code);
    return codes.contains(name) ? Optional.of(name) : Optional.empty();
  }
}
