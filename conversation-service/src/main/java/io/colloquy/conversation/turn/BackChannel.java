package io.colloquy.conversation.turn;

import io.colloquy.conversation.language.LanguageTag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells words that want the floor from those that only say "I am listening", such as "mhm" and
 * "okay", and from what recognisers make of a breath or a cough.
 */
final class BackChannel {

  private static final Set<String> SOUNDS =
      Set.of(
          "mhm", "mm", "mmm", "hm", "hmm", "hmmm", "hum", "um", "uhm", "uh", "uhu", "huh", "eh",
          "er", "erm", "ah", "aha", "oh", "ooh", "ok", "okay", "k");

  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "en",
          Set.of(
              "yeah",
              "yep",
              "yup",
              "yes",
              "ya",
              "right",
              "sure",
              "alright",
              "allright",
              "good",
              "great",
              "cool",
              "nice",
              "wow",
              "really",
              "exactly",
              "indeed",
              "true",
              "fine",
              "the",
              "a",
              "and",
              "oho"),
          "de",
          Set.of(
              "ja",
              "jo",
              "jawohl",
              "genau",
              "klar",
              "gut",
              "stimmt",
              "richtig",
              "verstehe",
              "achso",
              "soso",
              "aja",
              "echt",
              "schön",
              "prima",
              "und",
              "ähm",
              "äh"),
          "es",
          Set.of("sí", "si", "ajá", "vale", "claro", "ya", "bueno", "bien", "exacto", "y", "este"),
          "fr",
          Set.of("oui", "ouais", "voilà", "bien", "bon", "exact", "euh", "hein", "et"),
          "it",
          Set.of("sì", "si", "certo", "già", "bene", "esatto", "ecco", "beh", "e"),
          "pt",
          Set.of("sim", "tá", "certo", "claro", "pois", "exato", "é", "bom"),
          "nl",
          Set.of("ja", "oké", "precies", "juist", "goed", "klopt", "en"),
          "pl",
          Set.of("tak", "no", "jasne", "dobrze", "dobra", "racja"));

  private static final Map<String, List<String>> PHRASES =
      Map.of(
          "en",
          List.of("i see", "got it", "all right", "of course", "go on", "makes sense", "uh huh"),
          "de",
          List.of("ach so", "alles klar", "na klar", "ich verstehe", "mach weiter"),
          "es",
          List.of("ya veo", "de acuerdo", "por supuesto"),
          "fr",
          List.of("d accord", "je vois", "ah bon", "bien sûr"),
          "it",
          List.of("va bene", "ho capito", "d accordo"),
          "pt",
          List.of("está bem", "entendi"),
          "nl",
          List.of("ik snap het"),
          "pl",
          List.of("w porządku"));

  /** True when nothing in these words wants the floor; also when there are none. */
  static boolean isAll(String text, String language) {
    var code = LanguageTag.primary(language);
    var rest = " " + normalised(text) + " ";
    for (var phrase : PHRASES.getOrDefault(code, List.of())) {
      rest = rest.replace(" " + phrase + " ", " ");
    }
    var words = WORDS.getOrDefault(code, Set.of());
    return Arrays.stream(rest.strip().split(" "))
        .allMatch(word -> word.isEmpty() || SOUNDS.contains(word) || words.contains(word));
  }

  /** True also when only the end of a phrase is missing: "I", before "see" is known. */
  static boolean mayBeAll(String text, String language) {
    var code = LanguageTag.primary(language);
    var said = " " + normalised(text) + " ";
    return isAll(text, language)
        || PHRASES.getOrDefault(code, List.of()).stream()
            .flatMap(BackChannel::beginnings)
            .anyMatch(
                beginning ->
                    said.endsWith(" " + beginning + " ")
                        && isAll(said.substring(0, said.lastIndexOf(beginning)), language));
  }

  /** Of "all right then": "all" and "all right". */
  private static Stream<String> beginnings(String phrase) {
    return IntStream.range(0, phrase.length())
        .filter(at -> phrase.charAt(at) == ' ')
        .mapToObj(at -> phrase.substring(0, at));
  }

  /** Lower case letters and digits, one space between words. */
  static String normalised(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip();
  }

  private BackChannel() {}
}
