package io.colloquy.tts.reading;

import io.colloquy.tts.text.Rewriting;
import io.colloquy.tts.text.Rewriting.Edit;
import io.colloquy.tts.voice.Pronounced;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How one language reads out what is written in signs. Rules that come first have the first pick;
 * what one of them has read, none of the others touches.
 */
public final class Reading {

  /**
   * One kind of sign.
   *
   * @param words what is said for a match; empty to leave it to the others
   */
  record Rule(Pattern signs, Function<MatchResult, Optional<String>> words) {

    static Rule of(String signs, Function<MatchResult, String> words) {
      return new Rule(Pattern.compile(signs), match -> Optional.of(words.apply(match)));
    }

    static Rule maybe(String signs, Function<MatchResult, Optional<String>> words) {
      return new Rule(Pattern.compile(signs), words);
    }
  }

  private static final Map<String, Reading> BY_LANGUAGE =
      Map.of(
          "en", new Reading(EnglishReading.rules()),
          "de", new Reading(GermanReading.rules()));

  private static final Reading AS_WRITTEN = new Reading(List.of());

  private final List<Rule> rules;

  private Reading(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * @param language ISO 639-1 code, with or without a region; one that we have no rules for is read
   *     as it is written
   */
  public static Reading of(String language) {
    var code = language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return BY_LANGUAGE.getOrDefault(code, AS_WRITTEN);
  }

  /**
   * @param pronounced words whose sounds are given; they stay as they are
   */
  public Rewriting read(String text, List<Pronounced> pronounced) {
    if (rules.isEmpty()) {
      return Rewriting.of(text, List.of());
    }
    var taken = new BitSet(text.length());
    pronounced.forEach(word -> taken.set(word.start(), word.end()));
    List<Edit> edits = new ArrayList<>();
    for (var rule : rules) {
      var matcher = rule.signs().matcher(text);
      while (matcher.find()) {
        int start = matcher.start();
        int end = matcher.end();
        boolean free = start < end && taken.get(start, end).isEmpty();
        var words = free ? rule.words().apply(matcher) : Optional.<String>empty();
        if (words.isPresent()) {
          taken.set(start, end);
          edits.add(new Edit(start, end, words.get()));
        }
      }
    }
    edits.sort(Comparator.comparingInt(Edit::start));
    return Rewriting.of(text, edits);
  }
}
