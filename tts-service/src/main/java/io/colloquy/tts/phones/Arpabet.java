package io.colloquy.tts.phones;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ASCII symbols of the CMU dictionary for the sounds of American English. */
public final class Arpabet {

  private static final Map<String, String> TO_IPA =
      Map.ofEntries(
          entry("AA", "ɑ"),
          entry("AE", "æ"),
          entry("AH", "ʌ"),
          entry("AO", "ɔ"),
          entry("AW", "aʊ"),
          entry("AX", "ə"),
          entry("AXR", "ɚ"),
          entry("AY", "aɪ"),
          entry("B", "b"),
          entry("CH", "tʃ"),
          entry("D", "d"),
          entry("DH", "ð"),
          entry("EH", "ɛ"),
          entry("ER", "ɝ"),
          entry("EY", "eɪ"),
          entry("F", "f"),
          entry("G", "g"),
          entry("H", "h"),
          entry("HH", "h"),
          entry("IH", "ɪ"),
          entry("IY", "i"),
          entry("JH", "dʒ"),
          entry("K", "k"),
          entry("L", "l"),
          entry("M", "m"),
          entry("N", "n"),
          entry("NG", "ŋ"),
          entry("OW", "oʊ"),
          entry("OY", "ɔɪ"),
          entry("P", "p"),
          entry("R", "ɹ"),
          entry("S", "s"),
          entry("SH", "ʃ"),
          entry("T", "t"),
          entry("TH", "θ"),
          entry("UH", "ʊ"),
          entry("UW", "u"),
          entry("V", "v"),
          entry("W", "w"),
          entry("Y", "j"),
          entry("Z", "z"),
          entry("ZH", "ʒ"));

  /** Sounds that English lacks become their nearest kin. */
  private static final Map<String, String> FROM_IPA =
      Map.ofEntries(
          entry("ɑ", "aa"),
          entry("ɒ", "aa"),
          entry("a", "aa"),
          entry("æ", "ae"),
          entry("ʌ", "ah"),
          entry("ɔ", "ao"),
          entry("aʊ", "aw"),
          entry("ə", "ax"),
          entry("ɐ", "ax"),
          entry("aɪ", "ay"),
          entry("b", "b"),
          entry("tʃ", "ch"),
          entry("d", "d"),
          entry("ɾ", "d"),
          entry("ð", "dh"),
          entry("ɛ", "eh"),
          entry("e", "eh"),
          entry("ɝ", "er"),
          entry("ɚ", "er"),
          entry("ɜ", "er"),
          entry("ø", "er"),
          entry("œ", "er"),
          entry("eɪ", "ey"),
          entry("eː", "ey"),
          entry("f", "f"),
          entry("g", "g"),
          entry("h", "hh"),
          entry("ç", "hh"),
          entry("ɪ", "ih"),
          entry("ɨ", "ih"),
          entry("i", "iy"),
          entry("ʏ", "uh"),
          entry("y", "uw"),
          entry("dʒ", "jh"),
          entry("k", "k"),
          entry("x", "k"),
          entry("l", "l"),
          entry("m", "m"),
          entry("n", "n"),
          entry("ŋ", "ng"),
          entry("o", "ow"),
          entry("oʊ", "ow"),
          entry("əʊ", "ow"),
          entry("ɔɪ", "oy"),
          entry("ɔʏ", "oy"),
          entry("p", "p"),
          entry("ɹ", "r"),
          entry("r", "r"),
          entry("ʁ", "r"),
          entry("s", "s"),
          entry("ʃ", "sh"),
          entry("t", "t"),
          entry("θ", "th"),
          entry("ʊ", "uh"),
          entry("u", "uw"),
          entry("v", "v"),
          entry("w", "w"),
          entry("j", "y"),
          entry("z", "z"),
          entry("ʒ", "zh"),
          entry("ɪə", "ih ax"),
          entry("eə", "eh ax"),
          entry("ɛə", "eh ax"),
          entry("ʊə", "uh ax"),
          entry("ʔ", ""));

  private static final String VOWEL_LETTERS = "aeiou";

  /** Symbols with or without digits of stress, apart; empty if one of them is unknown. */
  public static Optional<String> toIpa(String symbols) {
    var ipa = new StringBuilder();
    for (var symbol : symbols.toUpperCase(Locale.ROOT).strip().split("[\\s/]+")) {
      boolean unstressed = symbol.endsWith("0");
      boolean stressed = symbol.endsWith("1");
      var name = symbol.replaceAll("[0-2]$", "");
      var sound = unstressed && name.equals("AH") ? "ə" : TO_IPA.get(name);
      if (sound == null) {
        return Optional.empty();
      }
      ipa.append(stressed ? "ˈ" : "").append(sound);
    }
    return Optional.of(ipa.toString());
  }

  /**
   * Symbols in lower case, a vowel with 1 for the main stress and 0 for none; empty if there is no
   * kin of a sound.
   */
  public static Optional<List<String>> of(Ipa transcription) {
    List<String> symbols = new ArrayList<>();
    for (var sound : transcription.sounds()) {
      var symbol = sound.symbol();
      if (symbol.endsWith("\u0329")) {
        symbols.add("ax0");
        symbol = symbol.substring(0, symbol.length() - 1);
      }
      var found = FROM_IPA.getOrDefault(symbol, FROM_IPA.get(symbol.replace("ː", "")));
      if (found == null) {
        return Optional.empty();
      }
      for (var part : found.isEmpty() ? new String[0] : found.split(" ")) {
        boolean vowel = VOWEL_LETTERS.indexOf(part.charAt(0)) >= 0;
        symbols.add(vowel ? part + (sound.stressed() ? "1" : "0") : part);
      }
    }
    return symbols.isEmpty() ? Optional.empty() : Optional.of(symbols);
  }

  private Arpabet() {}
}
