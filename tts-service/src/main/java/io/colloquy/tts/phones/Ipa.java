package io.colloquy.tts.phones;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A transcription in the International Phonetic Alphabet, one sound after the other.
 *
 * @param sounds in order; never empty
 */
public record Ipa(List<Sound> sounds) {

  /**
   * One sound.
   *
   * @param symbol a letter of the IPA, two for a diphthong or an affricate, with its length mark
   * @param stressed whether the syllable that this vowel carries has the main stress
   */
  public record Sound(String symbol, boolean stressed) {}

  /** Two letters that are one sound; ties between them are taken off before. */
  private static final Set<String> PAIRS =
      Set.of("tʃ", "dʒ", "aɪ", "aʊ", "ɔɪ", "ɔʏ", "eɪ", "oʊ", "əʊ", "ɪə", "eə", "ɛə", "ʊə");

  private static final Map<String, String> SAME =
      Map.of("ʧ", "tʃ", "ʤ", "dʒ", "ɡ", "g", "ɫ", "l", "ʦ", "ts", "ɔø", "ɔʏ", "ɔy", "ɔʏ");

  private static final String VOWELS = "iɪeɛæaɑɒɔoʊuʌəɐɜɝɚɨyʏøœɘɵʉ";

  private static final char STRESS = 'ˈ';

  /** Secondary stress, borders, ties, brackets, breath and colour: we say nothing of them. */
  private static final String UNHEARD = "ˌ.‿͜͡/[]() ʰʲʷˠˤ";

  private static final char LONG = 'ː';
  private static final char SYLLABIC = '\u0329';

  public Ipa {
    sounds = List.copyOf(sounds);
  }

  /** Empty if no sound is written there. */
  public static Optional<Ipa> parse(String written) {
    var letters = letters(written);
    List<Sound> sounds = new ArrayList<>();
    boolean stress = false;
    for (int i = 0; i < letters.length(); ) {
      if (letters.charAt(i) == STRESS) {
        stress = true;
        i++;
        continue;
      }
      int end = end(letters, i);
      var symbol = letters.substring(i, end);
      boolean vowel = VOWELS.indexOf(symbol.charAt(0)) >= 0;
      sounds.add(new Sound(symbol, vowel && stress));
      stress &= !vowel;
      i = end;
    }
    return sounds.isEmpty() ? Optional.empty() : Optional.of(new Ipa(sounds));
  }

  /** In the letters of the IPA, a stress mark before its vowel. */
  public String written() {
    return sounds.stream()
        .map(sound -> (sound.stressed() ? String.valueOf(STRESS) : "") + sound.symbol())
        .collect(Collectors.joining());
  }

  private static String letters(String written) {
    // Decomposed, so that a mark such as the syllabic one stands behind its letter.
    var decomposed = Normalizer.normalize(written.replace('\'', STRESS), Normalizer.Form.NFD);
    var kept = new StringBuilder();
    decomposed
        .replace(':', LONG)
        .replace("c\\u0327", "\\u00e7")
        .chars()
        .filter(c -> UNHEARD.indexOf(c) < 0)
        .filter(c -> c == SYLLABIC || Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(c -> kept.append((char) c));
    var letters = kept.toString();
    for (var same : SAME.entrySet()) {
      letters = letters.replace(same.getKey(), same.getValue());
    }
    return letters;
  }

  private static int end(String letters, int start) {
    boolean pair =
        start + 2 <= letters.length() && PAIRS.contains(letters.substring(start, start + 2));
    int end = start + (pair ? 2 : 1);
    boolean marked =
        end < letters.length() && (letters.charAt(end) == LONG || letters.charAt(end) == SYLLABIC);
    return marked ? end + 1 : end;
  }
}
