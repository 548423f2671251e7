package io.colloquy.tts.reading;

import static java.util.Map.entry;

import io.colloquy.tts.reading.Reading.Rule;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;

/** Quantities with their units. */
final class EnglishUnits {

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          entry("km/h", "kilometer per hour"),
          entry("mph", "mile per hour"),
          entry("km²", "square kilometer"),
          entry("m²", "square meter"),
          entry("km", "kilometer"),
          entry("cm", "centimeter"),
          entry("mm", "millimeter"),
          entry("m", "meter"),
          entry("mi", "mile"),
          entry("ft", "foot"),
          entry("kg", "kilogram"),
          entry("mg", "milligram"),
          entry("g", "gram"),
          entry("lbs", "pound"),
          entry("lb", "pound"),
          entry("oz", "ounce"),
          entry("ml", "milliliter"),
          entry("l", "liter"),
          entry("°C", "degree Celsius"),
          entry("°F", "degree Fahrenheit"),
          entry("°", "degree"),
          entry("kB", "kilobyte"),
          entry("MB", "megabyte"),
          entry("GB", "gigabyte"),
          entry("TB", "terabyte"),
          entry("kWh", "kilowatt hour"),
          entry("kW", "kilowatt"),
          entry("W", "watt"),
          entry("V", "volt"),
          entry("Hz", "hertz"),
          entry("kHz", "kilohertz"),
          entry("MHz", "megahertz"),
          entry("GHz", "gigahertz"),
          entry("hrs", "hour"),
          entry("hr", "hour"),
          entry("h", "hour"),
          entry("mins", "minute"),
          entry("min", "minute"),
          entry("secs", "second"),
          entry("sec", "second"),
          entry("ms", "millisecond"));

  static List<Rule> rules(Numbers numbers) {
    var amount =
        "(?<![\\w.,])((?:(?<![\\w\\s)])-|(?<=^|\\s)-)?(?:\\d{1,3}(?:,\\d{3}){1,4}|\\d+)(?:\\.\\d+)?)";
    return List.of(
        Rule.of(
            amount + "\\s?%",
            match -> numbers.cardinal(EnglishReading.plain(match.group(1))) + " percent"),
        Rule.of(
            amount
                + "\\s?(km/h|mph|km²|m²|km|cm|mm|mi|ft|kg|mg|lbs|lb|oz|ml|°C|°F|°|kB|MB|GB|TB"
                + "|kWh|kW|Hz|kHz|MHz|GHz|hrs|hr|mins|min|secs|sec|ms|[mglhWV])(?![\\w/²])",
            match -> quantity(match, numbers)));
  }

  private static String quantity(MatchResult match, Numbers numbers) {
    var number = EnglishReading.plain(match.group(1));
    boolean one = number.equals("1") || number.equals("-1");
    var unit = UNITS.get(match.group(2));
    return numbers.cardinal(number) + " " + (one ? unit : plural(unit));
  }

  /** Of the first word of "miles per hour", but the last of "square meters". */
  private static String plural(String unit) {
    int per = unit.indexOf(" per ");
    if (per > 0) {
      return plural(unit.substring(0, per)) + unit.substring(per);
    }
    if (unit.startsWith("degree")) {
      return unit.replaceFirst("degree", "degrees");
    }
    return switch (unit) {
      case "foot" -> "feet";
      case "hertz", "kilohertz", "megahertz", "gigahertz" -> unit;
      default -> unit + "s";
    };
  }

  private EnglishUnits() {}
}
