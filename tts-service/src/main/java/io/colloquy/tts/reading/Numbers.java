package io.colloquy.tts.reading;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers in the words of one language. Safe for use by many threads. */
final class Numbers {

  /** Longer ones are no quantities: their digits are read one by one. */
  private static final int MOST_DIGITS = 15;

  private final RuleBasedNumberFormat format;
  private final String cardinal;
  private final String ordinal;
  private final String point;
  private final String minus;

  private Numbers(Locale locale, String cardinal, String ordinal, String point, String minus) {
    this.format =
        new RuleBasedNumberFormat(ULocale.forLocale(locale), RuleBasedNumberFormat.SPELLOUT);
    this.cardinal = cardinal;
    this.ordinal = ordinal;
    this.point = point;
    this.minus = minus;
  }

  static Numbers english() {
    return new Numbers(Locale.US, "%spellout-cardinal", "%spellout-ordinal", "point", "minus");
  }

  static Numbers german() {
    return new Numbers(
        Locale.GERMANY, "%spellout-numbering", "%spellout-ordinal", "Komma", "minus");
  }

  /**
   * @param number digits, with a dot before the decimal places and perhaps a minus sign before all
   */
  String cardinal(String number) {
    boolean negative = number.startsWith("-");
    var digits = negative ? number.substring(1) : number;
    int dot = digits.indexOf('.');
    var whole = dot < 0 ? digits : digits.substring(0, dot);
    var spelled = whole.length() > MOST_DIGITS ? digits(whole) : words(whole, cardinal);
    return (negative ? minus + " " : "")
        + spelled
        + (dot < 0 ? "" : " " + point + " " + digits(digits.substring(dot + 1)));
  }

  String ordinal(String number) {
    return number.length() > MOST_DIGITS ? digits(number) : words(number, ordinal);
  }

  /** As in "nineteen eighty-four". */
  String year(String number) {
    return words(number, "%spellout-numbering-year");
  }

  /** One by one. */
  String digits(String number) {
    return number
        .chars()
        .filter(Character::isDigit)
        .mapToObj(digit -> words(String.valueOf(Character.digit(digit, 10)), cardinal))
        .collect(Collectors.joining(" "));
  }

  private String words(String whole, String rules) {
    var number = new BigDecimal(whole).longValueExact();
    synchronized (format) {
      // The soft hyphens between the parts of a German number are for those who print it.
      return format.format(number, rules).replace("\u00AD", "");
    }
  }
}
