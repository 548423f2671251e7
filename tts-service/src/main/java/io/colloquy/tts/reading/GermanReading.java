package io.colloquy.tts.reading;

import static java.util.Map.entry;

import io.colloquy.tts.reading.Reading.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** German: what the voice does not read well by itself. */
final class GermanReading {

  private static final Numbers NUMBERS = Numbers.german();

  private static final Spelling SPELLING =
      new Spelling(
          NUMBERS,
          Map.ofEntries(
              entry('@', "ät"),
              entry('.', "Punkt"),
              entry('-', "Bindestrich"),
              entry('_', "Unterstrich"),
              entry('/', "Schrägstrich"),
              entry('+', "plus"),
              entry('%', "Prozent"),
              entry('?', "Fragezeichen"),
              entry('=', "gleich"),
              entry('&', "und"),
              entry('#', "Raute"),
              entry(':', "Doppelpunkt"),
              entry('~', "Tilde")),
          "A");

  private static final List<String> MONTHS =
      List.of(
          "Januar",
          "Februar",
          "März",
          "April",
          "Mai",
          "Juni",
          "Juli",
          "August",
          "September",
          "Oktober",
          "November",
          "Dezember");

  private static final Map<String, String[]> CURRENCIES =
      Map.of(
          "€", new String[] {"Euro", "Cent"},
          "EUR", new String[] {"Euro", "Cent"},
          "$", new String[] {"Dollar", "Cent"},
          "USD", new String[] {"US-Dollar", "Cent"},
          "£", new String[] {"Pfund", "Pence"},
          "CHF", new String[] {"Schweizer Franken", "Rappen"});

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          entry("km/h", "Kilometer pro Stunde"),
          entry("km", "Kilometer"),
          entry("cm", "Zentimeter"),
          entry("mm", "Millimeter"),
          entry("m²", "Quadratmeter"),
          entry("m", "Meter"),
          entry("kg", "Kilogramm"),
          entry("g", "Gramm"),
          entry("mg", "Milligramm"),
          entry("ml", "Milliliter"),
          entry("l", "Liter"),
          entry("°C", "Grad Celsius"),
          entry("°", "Grad"),
          entry("MB", "Megabyte"),
          entry("GB", "Gigabyte"),
          entry("kWh", "Kilowattstunden"),
          entry("kW", "Kilowatt"),
          entry("Std.", "Stunden"),
          entry("Min.", "Minuten"),
          entry("%", "Prozent"));

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("z. B.", "zum Beispiel"),
          entry("z.B.", "zum Beispiel"),
          entry("d. h.", "das heißt"),
          entry("d.h.", "das heißt"),
          entry("u. a.", "unter anderem"),
          entry("u.a.", "unter anderem"),
          entry("usw.", "und so weiter"),
          entry("bzw.", "beziehungsweise"),
          entry("ca.", "circa"),
          entry("inkl.", "inklusive"),
          entry("zzgl.", "zuzüglich"),
          entry("evtl.", "eventuell"),
          entry("ggf.", "gegebenenfalls"),
          entry("Dr.", "Doktor"),
          entry("Prof.", "Professor"),
          entry("Nr.", "Nummer"),
          entry("Tel.", "Telefon"),
          entry("Str.", "Straße"),
          entry("Hr.", "Herr"),
          entry("Fr.", "Frau"),
          entry("St.", "Sankt"));

  private static final Set<String> SPELLED =
      Set.of("EU", "UN", "USA", "AG", "IBAN", "ID", "EDV", "IT", "KI", "API", "URL", "UV", "ICE");

  private static final String WHOLE = "(\\d{1,3}(?:\\.\\d{3}){1,4}|\\d+)";
  private static final String AMOUNT = WHOLE + "(?:,(\\d+))?";
  private static final String NOT_IN_WORD = "(?<![\\w.,])";
  private static final String YEAR = "(1[1-9]\\d{2}|20\\d{2})";
  private static final String CASE =
      "(?:(?<=\\b([Aa]m|[Vv]om|[Zz]um|[Dd]em|[Bb]eim|[Aa]b|[Dd]en)\\s))?";

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.addAll(dates());
    rules.addAll(SPELLING.rules());
    rules.addAll(quantities());
    rules.addAll(times());
    rules.addAll(words());
    rules.addAll(plainNumbers());
    return List.copyOf(rules);
  }

  private static List<Rule> dates() {
    var names = String.join("|", MONTHS);
    return List.of(
        Rule.maybe(
            CASE + NOT_IN_WORD + "(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?:\\s?(\\d{4}))?(?![\\d.])",
            match -> date(match, Integer.parseInt(match.group(3)))),
        Rule.maybe(
            CASE + NOT_IN_WORD + "(\\d{1,2})\\.\\s?(" + names + ")(?:\\s" + YEAR + ")?\\b",
            match -> date(match, MONTHS.indexOf(match.group(3)) + 1)),
        Rule.of(
            "(?<=\\b(?:[Ii]m Jahr|[Ss]eit|[Bb]is|[Jj]ahr|[Jj]ahre|[Jj]ahres|"
                + names
                + ")\\s)"
                + YEAR
                + "(?![\\w,.]*\\d|\\s?[%€])",
            match -> NUMBERS.year(match.group(1))));
  }

  private static Optional<String> date(MatchResult match, int month) {
    int day = Integer.parseInt(match.group(2));
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return Optional.empty();
    }
    var ending = match.group(1) == null ? "r" : "n";
    var said = NUMBERS.ordinal(String.valueOf(day)) + ending + " " + MONTHS.get(month - 1);
    var year = match.group(4);
    return Optional.of(year == null ? said : said + " " + NUMBERS.year(year));
  }

  private static List<Rule> quantities() {
    var currency = "(€|EUR|\\$|USD|£|CHF)";
    var units =
        UNITS.keySet().stream()
            .sorted((one, other) -> other.length() - one.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return List.of(
        Rule.of(
            NOT_IN_WORD
                + AMOUNT
                + "(?:\\s(Million(?:en)?|Milliarden?|Mio\\.|Mrd\\.))?\\s?"
                + currency
                + "(?!\\w)",
            match -> money(match, 1, match.group(4))),
        Rule.of(
            "(?<!\\w)" + currency + "\\s?" + AMOUNT + "()(?![\\w%])",
            match -> money(match, 2, match.group(1))),
        Rule.of(
            NOT_IN_WORD + "(-?)" + AMOUNT + "\\s?(" + units + ")(?![\\w²/])",
            match ->
                (match.group(1).isEmpty() ? "" : "minus ")
                    + number(match.group(2), match.group(3), match.group(4).equals("%"))
                    + " "
                    + UNITS.get(match.group(4))));
  }

  private static String money(MatchResult match, int first, String sign) {
    var names = CURRENCIES.get(sign);
    var whole = match.group(first);
    var places = match.group(first + 1);
    var scale = match.group(first + 2);
    if (scale != null && !scale.isEmpty()) {
      var scaled = scale.replace("Mio.", "Millionen").replace("Mrd.", "Milliarden");
      return number(whole, places, true) + " " + scaled + " " + names[0];
    }
    if (places == null || places.length() != 2) {
      return number(whole, places, false) + " " + names[0];
    }
    var units = number(whole, null, false) + " " + names[0];
    var parts = NUMBERS.cardinal(places.replaceFirst("^0", ""));
    if (places.equals("00")) {
      return units;
    }
    return whole.matches("0+") ? parts + " " + names[1] : units + " " + parts;
  }

  /**
   * @param alone whether one is "eins" rather than "ein"
   */
  private static String number(String whole, String places, boolean alone) {
    var digits = whole.replace(".", "");
    var said = NUMBERS.cardinal(places == null ? digits : digits + "." + places);
    return !alone && said.equals("eins") ? "ein" : said;
  }

  private static List<Rule> times() {
    return List.of(
        Rule.maybe(NOT_IN_WORD + "(\\d{1,2})[:.]([0-5]\\d)\\s?(?:Uhr|h\\b)", GermanReading::time),
        Rule.maybe(NOT_IN_WORD + "(\\d{1,2}):([0-5]\\d)(?![\\d:])", GermanReading::time),
        Rule.of(
            NOT_IN_WORD + "(\\d{1,2})(?=\\sUhr)", match -> number(match.group(1), null, false)));
  }

  private static Optional<String> time(MatchResult match) {
    if (Integer.parseInt(match.group(1)) > 24) {
      return Optional.empty();
    }
    var hour = number(String.valueOf(Integer.parseInt(match.group(1))), null, false) + " Uhr";
    int minutes = Integer.parseInt(match.group(2));
    return Optional.of(
        minutes == 0 ? hour : hour + " " + NUMBERS.cardinal(String.valueOf(minutes)));
  }

  private static List<Rule> words() {
    var written =
        WORDS.keySet().stream()
            .sorted((one, other) -> other.length() - one.length())
            .map(word -> Pattern.quote(word.substring(0, word.length() - 1)))
            .collect(Collectors.joining("|"));
    return List.of(
        Rule.of(
            "(?<![\\w.])(" + written + ")(?:\\.(?!\\s*$)|(?=\\.\\s*$))",
            match -> WORDS.get(match.group(1) + ".")),
        Rule.of(
            "(?<=\\p{Ll})(s?)tr\\.(?=\\s|$)",
            match -> match.group(1).isEmpty() ? match.group() : "straße"),
        Rule.of("§§?\\s?(?=\\d)", _ -> "Paragraf "),
        Rule.of("(?<=\\w )&(?= \\w)", _ -> "und"),
        Rule.maybe(
            "(?<![\\p{L}\\d])(\\p{Lu}{2,6})(s?)(?![\\p{L}\\d])",
            match -> {
              boolean vowel = match.group(1).chars().anyMatch(c -> "AEIOUYÄÖÜ".indexOf(c) >= 0);
              return SPELLED.contains(match.group(1)) || !vowel
                  ? Optional.of(SPELLING.letters(match.group(1)) + match.group(2))
                  : Optional.empty();
            }));
  }

  private static List<Rule> plainNumbers() {
    return List.of(
        Rule.of(
            NOT_IN_WORD + "(\\d{1,4})\\s?[–-]\\s?(\\d{1,4})(?![\\w.,-]*\\d)",
            match -> NUMBERS.cardinal(match.group(1)) + " bis " + NUMBERS.cardinal(match.group(2))),
        Rule.of(
            "(?<![\\w.,-])(?:0\\d+|\\d{7,})(?![\\w.,]*\\d)",
            match -> NUMBERS.digits(match.group())),
        Rule.of(
            "(?<![\\p{L}\\d.,])" + AMOUNT + "(?![\\p{L}\\d]|[.,]\\d)",
            match -> number(match.group(1), match.group(2), true)));
  }

  private GermanReading() {}
}
