package io.colloquy.tts.reading;

import io.colloquy.tts.reading.Reading.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Addresses of the net and numbers that are read digit by digit, in the words of one language.
 *
 * @param signs what a sign is called
 * @param letterA what the first letter of the alphabet is called, where it is also a word
 */
record Spelling(Numbers numbers, Map<Character, String> signs, String letterA) {

  static final String EMAIL = "(?<![\\w@.+-])[\\w.+%-]+@[\\w-]+(?:\\.[\\w-]+){1,5}";

  static final String URL =
      "(?i)\\b(?:https?://|www\\.)[^\\s<>\"']*[^\\s<>\"'.,;:!?)]"
          + "|(?<![\\w.-])(?:[a-z0-9-]{1,63}\\.){1,5}(?:com|org|net|info|edu|gov|io|ai|app|dev|co|de|at|ch|eu|uk|fr)\\b"
          + "(?:/[^\\s<>\"']*[^\\s<>\"'.,;:!?)])?";

  /** An international number, or groups as numbers are written in many countries. */
  static final String PHONE =
      "(?<![\\w.,+-])(?:"
          + "(?:\\+|00)[1-9]\\d{0,2}(?:[ ./()-]{1,2}\\d{1,8}){2,6}"
          + "|\\+[1-9]\\d{6,14}"
          + "|(?:1[ .-])?\\(?\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}"
          + "|\\d{3}-\\d{4}"
          + "|0\\d{2,5}[ /-]{1,3}\\d{2,8}(?:[ -]\\d{2,8}){0,3}"
          + ")(?![\\w-]|[.,]\\d)";

  private static final Pattern PARTS = Pattern.compile("\\d+|\\p{L}+|.");

  /** Top-level domains that are said as words; shorter ones are spelled. */
  private static final Set<String> WORDS_IN_ADDRESSES = Set.of("at", "de", "io", "uk", "eu", "ch");

  List<Rule> rules() {
    return List.of(
        Rule.of(EMAIL, match -> address(match.group())),
        Rule.of(URL, match -> address(match.group().replaceFirst("(?i)^https?://", ""))),
        Rule.of(PHONE, match -> phone(match.group())));
  }

  /** Its words as words, its signs by their names, its digits one by one. */
  String address(String address) {
    List<String> said = new ArrayList<>();
    var parts = PARTS.matcher(address);
    while (parts.find()) {
      var part = parts.group();
      char first = part.charAt(0);
      if (Character.isDigit(first)) {
        said.add(numbers.digits(part));
      } else if (Character.isLetter(first)) {
        boolean last = parts.end() == address.length();
        var lower = part.toLowerCase(Locale.ROOT);
        said.add(
            part.length() == 1
                    || lower.equals("www")
                    || (last && WORDS_IN_ADDRESSES.contains(lower))
                ? letters(part.toUpperCase(Locale.ROOT))
                : part);
      } else {
        said.add(signs.getOrDefault(first, ""));
      }
    }
    said.removeIf(String::isEmpty);
    return String.join(" ", said);
  }

  /** Digit by digit, with a breath between the groups. */
  String phone(String number) {
    List<String> groups = new ArrayList<>();
    for (var group : number.split("[^\\d]+")) {
      if (!group.isEmpty()) {
        groups.add(numbers.digits(group));
      }
    }
    return (number.startsWith("+") ? signs.get('+') + " " : "") + String.join(", ", groups);
  }

  /** One by one, with spaces between. */
  String letters(String word) {
    List<String> said = new ArrayList<>();
    word.codePoints()
        .mapToObj(Character::toString)
        .forEach(letter -> said.add(letter.equals("A") ? letterA : letter));
    return String.join(" ", said);
  }
}
