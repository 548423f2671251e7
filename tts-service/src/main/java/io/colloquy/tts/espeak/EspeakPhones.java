package io.colloquy.tts.espeak;

import static java.util.Map.entry;

import io.colloquy.tts.phones.Ipa;
import io.colloquy.tts.text.Sentences.Span;
import io.colloquy.tts.voice.Pronounced;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that espeak-ng's English and German voices have for sounds. A voice has names for the
 * sounds of its own language only, and says nothing where it finds another.
 */
final class EspeakPhones {

  private static final Map<String, String> BOTH =
      Map.ofEntries(
          entry("p", "p"),
          entry("b", "b"),
          entry("t", "t"),
          entry("d", "d"),
          entry("k", "k"),
          entry("g", "g"),
          entry("f", "f"),
          entry("v", "v"),
          entry("s", "s"),
          entry("z", "z"),
          entry("ʃ", "S"),
          entry("ʒ", "Z"),
          entry("tʃ", "tS"),
          entry("dʒ", "dZ"),
          entry("h", "h"),
          entry("m", "m"),
          entry("n", "n"),
          entry("ŋ", "N"),
          entry("l", "l"),
          entry("j", "j"),
          entry("ɹ", "r"),
          entry("r", "r"),
          entry("ʁ", "r"),
          entry("x", "x"),
          entry("ç", "C"),
          entry("ʔ", ""),
          entry("i", "i:"),
          entry("iː", "i:"),
          entry("ɪ", "I"),
          entry("ɛ", "E"),
          entry("a", "a"),
          entry("ɔ", "O"),
          entry("ʊ", "U"),
          entry("u", "u:"),
          entry("uː", "u:"),
          entry("ə", "@"),
          entry("aɪ", "aI"),
          entry("aʊ", "aU"));

  private static final Map<String, String> ENGLISH =
      with(
          entry("θ", "T"),
          entry("ð", "D"),
          entry("w", "w"),
          entry("ɾ", "t#"),
          entry("e", "E"),
          entry("æ", "a"),
          entry("ɑ", "A:"),
          entry("ɑː", "A:"),
          entry("ɒ", "0"),
          entry("ɔː", "O:"),
          entry("o", "oU"),
          entry("ʌ", "V"),
          entry("ɐ", "a#"),
          entry("ɜ", "3:"),
          entry("ɜː", "3:"),
          entry("ɝ", "3:"),
          entry("ɝː", "3:"),
          entry("ɚ", "3"),
          entry("eɪ", "eI"),
          entry("oʊ", "oU"),
          entry("əʊ", "oU"),
          entry("ɔɪ", "OI"),
          entry("ɔʏ", "OI"));

  private static final Map<String, String> GERMAN =
      with(
          entry("e", "e:"),
          entry("eː", "e:"),
          entry("ɛː", "E:"),
          entry("aː", "A:"),
          entry("ɑ", "A:"),
          entry("ɑː", "A:"),
          entry("o", "o:"),
          entry("oː", "o:"),
          entry("y", "y:"),
          entry("yː", "y:"),
          entry("ʏ", "y"),
          entry("ø", "Y:"),
          entry("øː", "Y:"),
          entry("œ", "W"),
          entry("ɐ", "3"),
          entry("w", "v"),
          entry("ɔʏ", "OY"),
          entry("ɔɪ", "OY"));

  private static final Map<String, Map<String, String>> BY_LANGUAGE =
      Map.of("en", ENGLISH, "de", GERMAN);

  @SafeVarargs
  private static Map<String, String> with(Map.Entry<String, String>... own) {
    Map<String, String> all = new HashMap<>(BOTH);
    for (var name : own) {
      all.put(name.getKey(), name.getValue());
    }
    return Map.copyOf(all);
  }

  /** The words of a span as espeak-ng reads them: given sounds in its own notation. */
  static String written(String text, Span span, List<Pronounced> pronounced, String voice) {
    var written = new StringBuilder();
    int at = span.start();
    for (var word : pronounced) {
      var names = word.start() < at || word.end() > span.end() ? none() : of(word.sounds(), voice);
      if (names.isPresent()) {
        written.append(text, at, word.start()).append("[[").append(names.get()).append("]]");
        at = word.end();
      }
    }
    return written.append(text, at, span.end()).toString();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  /**
   * @param voice an English or a German one, as espeak-ng calls it
   */
  static Optional<String> of(Ipa transcription, String voice) {
    int region = voice.indexOf('-');
    var names = BY_LANGUAGE.get(region < 0 ? voice : voice.substring(0, region));
    if (names == null) {
      return none();
    }
    var said = new StringBuilder();
    for (var sound : transcription.sounds()) {
      var symbol = sound.symbol();
      if (symbol.endsWith("\u0329")) {
        said.append('@');
        symbol = symbol.substring(0, symbol.length() - 1);
      }
      var name = names.getOrDefault(symbol, names.get(symbol.replace("ː", "")));
      if (name == null) {
        return none();
      }
      said.append(sound.stressed() ? "'" : "").append(name);
    }
    return Optional.of(said.toString());
  }

  private EspeakPhones() {}
}
