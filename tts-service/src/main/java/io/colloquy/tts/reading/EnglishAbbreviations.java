package io.colloquy.tts.reading;

import static java.util.Map.entry;

import io.colloquy.tts.reading.Reading.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/** Words that are written short, and names that are spelled. */
final class EnglishAbbreviations {

  /** Before a name. */
  private static final Map<String, String> TITLES =
      Map.of(
          "Dr", "Doctor",
          "Mr", "Mister",
          "Mrs", "Missus",
          "Ms", "Miz",
          "Prof", "Professor",
          "Capt", "Captain",
          "Lt", "Lieutenant",
          "Sgt", "Sergeant",
          "Rev", "Reverend");

  /** Behind a name. */
  private static final Map<String, String> PLACES =
      Map.of("Ave", "Avenue", "Rd", "Road", "Blvd", "Boulevard", "Ln", "Lane", "Hwy", "Highway");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("e.g", "for example"),
          entry("i.e", "that is"),
          entry("etc", "et cetera"),
          entry("vs", "versus"),
          entry("approx", "approximately"),
          entry("Inc", "Incorporated"),
          entry("Ltd", "Limited"),
          entry("Corp", "Corporation"),
          entry("Jr", "Junior"),
          entry("Sr", "Senior"),
          entry("Dept", "Department"),
          entry("dept", "department"),
          entry("appt", "appointment"),
          entry("incl", "including"),
          entry("excl", "excluding"),
          entry("ext", "extension"),
          entry("tel", "telephone"),
          entry("Tel", "telephone"),
          entry("est", "estimated"));

  /** Capitals that would make a word and are spelled all the same. */
  private static final Set<String> SPELLED =
      Set.of(
          "UN", "EU", "USA", "UK", "UAE", "AI", "API", "URL", "FAQ", "ID", "CEO", "CFO", "COO",
          "CIO", "IBM", "ATM", "IVR", "UI", "UX", "IP", "OS", "AM", "PM", "ETA", "DOB", "IRS",
          "FBI", "CIA", "NBA", "IOU", "AWS", "USB", "CPU", "GPU", "SUV", "ISO", "IEEE", "VIP", "IQ",
          "EV", "AC", "IOT", "APR", "ACH", "IBAN", "ER", "ICU", "MRI", "EKG", "IRA", "HOA", "UPS",
          "USPS", "AOL", "EST", "EDT", "CET", "UTC", "IE", "AKA", "DIY", "ADHD", "OTP", "SEO",
          "ROI", "AR");

  /** The dot of an abbreviation. At the end of all it ends the sentence too, and stays. */
  private static final String DOT = "(?:\\.(?!\\s*$)|(?=\\.\\s*$))(?!\\w)";

  /** The same where the dot may be missing. */
  private static final String LOOSE_DOT = "(?:\\.(?!\\s*$))?(?=[\\s,;.]|$)";

  static List<Rule> rules(Spelling spelling) {
    return List.of(
        Rule.of(
            "\\b(" + any(TITLES) + ")\\.(?=\\s\\p{Lu})|\\b(Mr|Mrs|Ms|Dr)(?=\\s\\p{Lu}\\p{Ll})",
            match -> TITLES.get(match.group(1) == null ? match.group(2) : match.group(1))),
        Rule.of("\\bSt\\.(?=\\s\\p{Lu}\\p{Ll})", _ -> "Saint"),
        Rule.of("(?<=\\p{Ll} )St" + LOOSE_DOT, _ -> "Street"),
        Rule.of(
            "(?<=\\p{Ll} )(" + any(PLACES) + ")" + LOOSE_DOT, match -> PLACES.get(match.group(1))),
        Rule.of("\\b[Nn]o\\.(?=\\s?\\d)", _ -> "number"),
        Rule.of(
            "(?<![\\w.])(" + any(WORDS).replace(".", "\\.") + ")" + DOT,
            match -> WORDS.get(match.group(1))),
        Rule.of("\\bw/o\\b", _ -> "without"),
        Rule.of("\\bw/(?=\\s)", _ -> "with"),
        Rule.maybe(
            "(?<![\\p{L}\\d'’])(\\p{Lu}{2,6})(s?)(?![\\p{L}\\d])",
            match -> spelled(match, spelling)));
  }

  private static String any(Map<String, String> words) {
    return words.keySet().stream()
        .sorted((one, other) -> other.length() - one.length())
        .collect(Collectors.joining("|"));
  }

  private static Optional<String> spelled(MatchResult match, Spelling spelling) {
    var word = match.group(1);
    boolean hasVowel = word.chars().anyMatch(letter -> "AEIOUY".indexOf(letter) >= 0);
    return SPELLED.contains(word) || !hasVowel
        ? Optional.of(spelling.letters(word) + match.group(2))
        : Optional.empty();
  }

  private EnglishAbbreviations() {}
}
