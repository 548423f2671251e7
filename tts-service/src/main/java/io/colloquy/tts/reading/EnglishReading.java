package io.colloquy.tts.reading;

import static java.util.Map.entry;

import io.colloquy.tts.reading.Reading.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/** English, as in the United States. */
final class EnglishReading {

  private static final Numbers NUMBERS = Numbers.english();

  private static final Spelling SPELLING =
      new Spelling(
          NUMBERS,
          Map.ofEntries(
              entry('@', "at"),
              entry('.', "dot"),
              entry('-', "dash"),
              entry('_', "underscore"),
              entry('/', "slash"),
              entry('+', "plus"),
              entry('%', "percent"),
              entry('?', "question mark"),
              entry('=', "equals"),
              entry('&', "and"),
              entry('#', "hash"),
              entry(':', "colon"),
              entry('~', "tilde")),
          "ay");

  private static final Map<String, String[]> CURRENCIES =
      Map.of(
          "$", new String[] {"dollar", "dollars", "cent", "cents"},
          "USD", new String[] {"US dollar", "US dollars", "cent", "cents"},
          "€", new String[] {"euro", "euros", "cent", "cents"},
          "EUR", new String[] {"euro", "euros", "cent", "cents"},
          "£", new String[] {"pound", "pounds", "penny", "pence"},
          "GBP", new String[] {"pound", "pounds", "penny", "pence"},
          "¥", new String[] {"yen", "yen", "sen", "sen"},
          "CHF", new String[] {"Swiss franc", "Swiss francs", "centime", "centimes"});

  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private static final String MONTH =
      "(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?"
          + "|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?"
          + "|Dec(?:ember|\\.)?)";

  private static final String AMOUNT = "(\\d{1,3}(?:,\\d{3}){1,4}|\\d+)(?:\\.(\\d+))?";
  private static final String SCALE =
      "(?:\\s?(thousand|million|billion|trillion|[kmb]n?)(?![\\w-]))?";
  private static final String NOT_IN_WORD = "(?<![\\w.,])";

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(SPELLING.rules());
    rules.addAll(money());
    rules.addAll(dates());
    rules.addAll(times());
    rules.addAll(EnglishUnits.rules(NUMBERS));
    rules.addAll(EnglishAbbreviations.rules(SPELLING));
    rules.addAll(plainNumbers());
    rules.addAll(signs());
    return List.copyOf(rules);
  }

  private static List<Rule> money() {
    return List.of(
        Rule.of(
            "(?<![\\w.,])(-?)([$€£¥])\\s?" + AMOUNT + SCALE + "(?![\\w%])",
            match -> money(match.group(2), match, 3, !match.group(1).isEmpty())),
        Rule.of(
            NOT_IN_WORD + "(-?)" + AMOUNT + SCALE + "\\s?(€|£|¥|USD|EUR|GBP|CHF)(?!\\w)",
            match -> money(match.group(5), match, 2, !match.group(1).isEmpty())));
  }

  private static String money(String sign, MatchResult match, int first, boolean negative) {
    var names = CURRENCIES.get(sign);
    var whole = plain(match.group(first));
    var places = Optional.ofNullable(match.group(first + 1)).orElse("");
    var said = negative ? "minus " : "";
    if (match.group(first + 2) != null) {
      var number = places.isEmpty() ? whole : whole + "." + places;
      return said + NUMBERS.cardinal(number) + " " + scale(match.group(first + 2)) + " " + names[1];
    }
    if (places.length() != 2) {
      return said + counted(places.isEmpty() ? whole : whole + "." + places, names[0], names[1]);
    }
    boolean noUnits = whole.matches("0+");
    boolean noParts = places.equals("00");
    var units = counted(whole, names[0], names[1]);
    var parts = counted(places.replaceFirst("^0", ""), names[2], names[3]);
    return said + (noParts ? units : noUnits ? parts : units + " and " + parts);
  }

  private static String scale(String written) {
    return switch (written) {
      case "k" -> "thousand";
      case "m", "mn" -> "million";
      case "b", "bn" -> "billion";
      default -> written;
    };
  }

  private static String counted(String number, String one, String many) {
    return NUMBERS.cardinal(number) + " " + (number.equals("1") ? one : many);
  }

  private static List<Rule> dates() {
    return List.of(
        Rule.maybe(
            "(?<![\\w./-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\w-])",
            match -> date(match.group(2), match.group(3), match.group(1))),
        Rule.maybe(
            "(?<![\\w./-])(\\d{1,2})/(\\d{1,2})/(\\d{4})(?![\\w/])",
            match -> date(match.group(1), match.group(2), match.group(3))),
        Rule.maybe(
            "\\b" + MONTH + "\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?(?![\\w:])",
            match -> date(month(match.group(1)), match.group(2), match.group(3))),
        Rule.maybe(
            "\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+" + MONTH + "(?:\\s+(\\d{4}))?\\b",
            match -> date(month(match.group(2)), match.group(1), match.group(3)).map(said -> said)),
        Rule.of(
            "(?<=\\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Ff]rom|[Yy]ear|[Bb]y|[Oo]f|to)\\s)"
                + "(1[1-9]\\d{2}|20\\d{2})(?![\\w%,.-]*\\d|\\s?%|\\w)",
            match -> NUMBERS.year(match.group(1))),
        Rule.of("\\b" + MONTH + "\\s+(1[1-9]\\d{2}|20\\d{2})\\b", EnglishReading::monthAndYear),
        Rule.of(
            "\\b((?:1[1-9]|20)\\d0)s\\b",
            match -> NUMBERS.year(match.group(1)).replaceFirst("y$", "ie") + "s"));
  }

  private static String monthAndYear(MatchResult match) {
    int month = Integer.parseInt(month(match.group(1)));
    return MONTHS[month - 1] + " " + NUMBERS.year(match.group(2));
  }

  private static String month(String name) {
    var start = name.substring(0, 3).toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.length; i++) {
      if (MONTHS[i].toLowerCase(Locale.ROOT).startsWith(start)) {
        return String.valueOf(i + 1);
      }
    }
    throw new IllegalArgumentException(start);
  }

  private static Optional<String> date(String month, String day, String year) {
    int monthNumber = Integer.parseInt(month);
    int dayNumber = Integer.parseInt(day);
    if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) {
      return Optional.empty();
    }
    var said = MONTHS[monthNumber - 1] + " " + NUMBERS.ordinal(String.valueOf(dayNumber));
    return Optional.of(year == null ? said : said + ", " + NUMBERS.year(year));
  }

  private static List<Rule> times() {
    var half = "(?:\\s?([aApP])\\.?[mM]\\b(?:\\.(?=\\s+\\p{Ll}))?)";
    return List.of(
        Rule.maybe(
            NOT_IN_WORD + "(\\d{1,2}):([0-5]\\d)(?::([0-5]\\d))?" + half + "?(?![\\d:])",
            EnglishReading::time),
        Rule.of(
            NOT_IN_WORD + "(\\d{1,2})" + half,
            match -> NUMBERS.cardinal(match.group(1)) + half(match.group(2))));
  }

  private static Optional<String> time(MatchResult match) {
    int hour = Integer.parseInt(match.group(1));
    if (hour > 24) {
      return Optional.empty();
    }
    var minutes = match.group(2);
    var said = NUMBERS.cardinal(String.valueOf(hour));
    boolean sharp = minutes.equals("00");
    if (!sharp) {
      said += minutes.startsWith("0") ? " oh " : " ";
      said += NUMBERS.cardinal(minutes.replaceFirst("^0", ""));
    }
    if (match.group(3) != null) {
      said += " and " + counted(plainSeconds(match.group(3)), "second", "seconds");
    }
    var half = Optional.ofNullable(match.group(4));
    return Optional.of(said + half.map(EnglishReading::half).orElse(sharp ? " o'clock" : ""));
  }

  private static String plainSeconds(String seconds) {
    return String.valueOf(Integer.parseInt(seconds));
  }

  private static String half(String letter) {
    return letter.equalsIgnoreCase("a") ? " ay M" : " P M";
  }

  private static List<Rule> plainNumbers() {
    return List.of(
        Rule.of(
            NOT_IN_WORD + "\\d+(?:\\.\\d+){2,5}(?![\\w])",
            match -> String.join(" point ", spoken(match.group().split("\\.")))),
        Rule.of("(?<![\\w])(\\d+)(?:st|nd|rd|th)\\b", match -> NUMBERS.ordinal(match.group(1))),
        Rule.of("(?<![\\d./])24/7(?![\\d/])", _ -> "twenty-four seven"),
        Rule.of(
            NOT_IN_WORD + "(\\d{1,4})\\s?[–-]\\s?(\\d{1,4})(?![\\w.,-]*\\d)",
            match -> NUMBERS.cardinal(match.group(1)) + " to " + NUMBERS.cardinal(match.group(2))),
        // What goes on behind an ellipsis is read as somebody dictates it.
        Rule.of("(?<![\\w.,])\\d{1,4}(?=(?:\\.\\.\\.|…)\\s?\\d)", EnglishReading::dictated),
        Rule.of("(?<=(?:\\.\\.\\.|…)\\s?)\\d{1,4}(?![\\w,.]*\\d)", EnglishReading::dictated),
        Rule.of("(?<![\\w.,-])(?:0\\d+|\\d{7,})(?![\\w.,]*\\d)", EnglishReading::dictated),
        Rule.of(
            "(?<![\\p{L}\\d.,])(?:(?<![\\w\\s)])-|(?<=^|\\s)-)?(?:\\d{1,3}(?:,\\d{3}){1,4}|\\d+)"
                + "(?:\\.\\d+)?(?![\\p{L}\\d])",
            match -> NUMBERS.cardinal(plain(match.group()))));
  }

  private static String dictated(MatchResult match) {
    return NUMBERS.digits(match.group());
  }

  private static List<String> spoken(String[] numbers) {
    List<String> said = new ArrayList<>();
    for (var number : numbers) {
      said.add(NUMBERS.cardinal(number));
    }
    return said;
  }

  private static List<Rule> signs() {
    return List.of(
        Rule.of("(?<=[\\w.)])\\s?&\\s?(?=[\\w(#])", _ -> " and "),
        Rule.of("(?<=\\d)\\s?\\+\\s?(?=\\d)", _ -> " plus "),
        Rule.of("(?<=\\d)\\s?[×*]\\s?(?=\\d)", _ -> " times "),
        Rule.of("(?<=\\d)\\s?÷\\s?(?=\\d)", _ -> " divided by "),
        Rule.of("(?<=\\w)\\s?=\\s?(?=[\\w-])", _ -> " equals "),
        Rule.of("#(?=\\d)", _ -> "number "),
        Rule.of("(?<=\\d)\\s?½", _ -> " and a half"),
        Rule.of("½", _ -> "half"),
        Rule.of("¼", _ -> "one quarter"),
        Rule.of("¾", _ -> "three quarters"));
  }

  /** Without the commas between its groups. */
  static String plain(String number) {
    return number.replace(",", "");
  }

  private EnglishReading() {}
}
