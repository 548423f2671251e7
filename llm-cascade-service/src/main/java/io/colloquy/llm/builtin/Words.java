package io.colloquy.llm.builtin;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** English words as a caller says them and a recogniser may hear them. */
final class Words {

  private static final Pattern APOSTROPHES = Pattern.compile("['’`]");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /** Words that tell nothing about what is asked for. Numbers are here: "two plus two". */
  private static final Set<String> EMPTY_WORDS =
      Set.of(
          ("a about after again all also am an and another any anything are around as at available"
                  + " be because been before but by can cannot could d did do does doing done each"
                  + " for from get give go got had has have having he hello help her here hi him"
                  + " his how i if in into is it its just know let like ll m many may me more most"
                  + " much must my need no not now of off ok okay on one or other our ours out"
                  + " over per please possible re s say she should so some someone something sorry"
                  + " still such sure t take tell than thank thanks that the their them then there"
                  + " these they thing things this those time times to too today two three four five six seven eight"
                  + " nine ten twelve twenty thirty under until up us use ve very want was we well"
                  + " were what when where which while who whom whose why will with without would"
                  + " year yes you your yours zero whats wheres whos hows im ive id ill dont cant didnt isnt"
                  + " thats theres youre")
              .split(" "));

  /** Stems that callers and texts use for the same thing; the first stands for all. */
  private static final Map<String, String> CONCEPTS =
      concepts(
          "open clos shut hour",
          "price cost charg fee expens cheap",
          "pay paid paym payment accept",
          "address locat street road avenu",
          "phon telephon call contact reach",
          "child children kid",
          "park car vehicl garag",
          "return refund exchang damag broken",
          "deliver ship",
          "dog pet animal cat",
          "book reserv appointm appointment",
          "internet wifi wireless wlan",
          "food eat meal");

  private static Map<String, String> concepts(String... groups) {
    Map<String, String> representatives = new HashMap<>();
    for (var group : groups) {
      var stems = group.split(" ");
      for (var stem : stems) {
        representatives.put(stem, stems[0]);
      }
    }
    return Map.copyOf(representatives);
  }

  /** Lower case, no accents, no punctuation, single spaces. */
  static String normalised(String text) {
    var plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    var joined = APOSTROPHES.matcher(plain).replaceAll("");
    return NOT_A_WORD.matcher(joined).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  static List<String> of(String text) {
    var normalised = normalised(text);
    return normalised.isEmpty() ? List.of() : List.of(normalised.split(" "));
  }

  /** What the words that tell something stand for, in their order. */
  static List<String> telling(String text) {
    List<String> stems = new ArrayList<>();
    for (var word : of(text)) {
      if (word.length() > 1 && !EMPTY_WORDS.contains(word)) {
        var stem = stem(word);
        stems.add(CONCEPTS.getOrDefault(stem, stem));
      }
    }
    return stems;
  }

  /** Enough of a stemmer to see that parking is done where one parks. */
  static String stem(String word) {
    for (var ending : List.of("ings", "ing", "ies", "ed", "es", "s", "y")) {
      if (word.endsWith(ending) && word.length() - ending.length() >= 3 && !word.endsWith("ss")) {
        return word.substring(0, word.length() - ending.length());
      }
    }
    return word.endsWith("e") && word.length() > 3 ? word.substring(0, word.length() - 1) : word;
  }

  /** Equal, or so long and so close that one is likely a misheard other. */
  static boolean alike(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    int shorter = Math.min(a.length(), b.length());
    int allowed = shorter >= 8 ? 2 : shorter >= 5 ? 1 : 0;
    return allowed > 0 && Math.abs(a.length() - b.length()) <= allowed && distance(a, b) <= allowed;
  }

  /** How many letters must be changed, added or removed. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
      }
      above = row;
    }
    return above[b.length()];
  }

  private Words() {}
}
