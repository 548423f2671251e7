package io.colloquy.tts.dictionary;

import io.colloquy.tts.phones.Arpabet;
import io.colloquy.tts.phones.Ipa;
import io.colloquy.tts.text.Rewriting;
import io.colloquy.tts.text.Rewriting.Edit;
import io.colloquy.tts.voice.Pronounced;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some dictionaries as one, made for finding their words in a text. Where several rules fit at one
 * place the longest text counts, and of several for the same text the first of the first
 * dictionary. What a rule puts in is not looked at again.
 */
public final class Wordbook {

  /** Says everything as it is written. */
  public static final Wordbook EMPTY = new Wordbook(List.of());

  private static final String HOSTED_MODELS = "eleven_";
  private static final String MODEL_WITH_SOUNDS = "eleven_turbo_v2";

  /** A text in the words that are to be said, and those of them whose sounds are given. */
  public record Wording(Rewriting rewriting, List<Pronounced> pronounced) {}

  private record Entry(Rule rule, Optional<Ipa> sounds) {}

  private record Found(int start, int end, Entry entry) {}

  private final Map<Integer, List<Entry>> withSounds;
  private final Map<Integer, List<Entry>> aliasesOnly;

  private Wordbook(List<Rule> rules) {
    var entries =
        rules.stream()
            .filter(rule -> !rule.written().isEmpty())
            .map(rule -> new Entry(rule, sounds(rule)))
            .toList();
    withSounds =
        index(
            entries.stream()
                .filter(entry -> entry.rule() instanceof Rule.Alias || entry.sounds().isPresent())
                .toList());
    aliasesOnly =
        index(entries.stream().filter(entry -> entry.rule() instanceof Rule.Alias).toList());
  }

  /** The rules of the first dictionary count before those of the next. */
  public static Wordbook of(Collection<Rules> dictionaries) {
    return dictionaries.isEmpty()
        ? EMPTY
        : new Wordbook(dictionaries.stream().flatMap(rules -> rules.all().stream()).toList());
  }

  /**
   * Whether sounds are said at all: of the hosted models' names only {@value #MODEL_WITH_SOUNDS}
   * stands for one that does; any other name, and none, leaves it to the engine.
   */
  public static boolean knowsSounds(Optional<String> modelId) {
    return modelId
        .filter(model -> model.startsWith(HOSTED_MODELS))
        .map(MODEL_WITH_SOUNDS::equals)
        .orElse(true);
  }

  private static Optional<Ipa> sounds(Rule rule) {
    return switch (rule) {
      case Rule.Alias _ -> Optional.empty();
      case Rule.Phoneme phoneme ->
          switch (phoneme.alphabet()) {
            case IPA -> Ipa.parse(phoneme.phoneme());
            case CMU_ARPABET -> Arpabet.toIpa(phoneme.phoneme()).flatMap(Ipa::parse);
          };
    };
  }

  /** By the first character, however it is written; the longest first, then the first. */
  private static Map<Integer, List<Entry>> index(List<Entry> entries) {
    Map<List<Object>, Entry> distinct = new LinkedHashMap<>();
    for (var entry : entries) {
      var rule = entry.rule();
      distinct.putIfAbsent(List.of(rule.written(), rule.where()), entry);
    }
    Map<Integer, List<Entry>> index = new HashMap<>();
    for (var entry : distinct.values()) {
      int first = fold(entry.rule().written().codePointAt(0));
      index.computeIfAbsent(first, _ -> new ArrayList<>()).add(entry);
    }
    index
        .values()
        .forEach(
            same ->
                same.sort(
                    Comparator.comparingInt((Entry entry) -> entry.rule().written().length())
                        .reversed()));
    return index;
  }

  private static int fold(int point) {
    return Character.toLowerCase(Character.toUpperCase(point));
  }

  /**
   * @param sounds whether rules that give sounds count
   */
  public Wording apply(String text, boolean sounds) {
    var index = sounds ? withSounds : aliasesOnly;
    List<Edit> edits = new ArrayList<>();
    List<Pronounced> pronounced = new ArrayList<>();
    int moved = 0;
    for (var found : index.isEmpty() ? List.<Found>of() : find(text, index)) {
      switch (found.entry().rule()) {
        case Rule.Alias alias -> {
          edits.add(new Edit(found.start(), found.end(), alias.alias()));
          moved += alias.alias().length() - (found.end() - found.start());
        }
        case Rule.Phoneme _ ->
            pronounced.add(
                new Pronounced(
                    found.start() + moved,
                    found.end() + moved,
                    found.entry().sounds().orElseThrow()));
      }
    }
    return new Wording(Rewriting.of(text, edits), pronounced);
  }

  private static List<Found> find(String text, Map<Integer, List<Entry>> index) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int at = i;
      var entry =
          index.getOrDefault(fold(point), List.of()).stream()
              .filter(candidate -> fits(candidate.rule(), text, at))
              .findFirst();
      entry.ifPresent(
          fitting -> found.add(new Found(at, at + fitting.rule().written().length(), fitting)));
      i += entry.map(e -> e.rule().written().length()).orElse(Character.charCount(point));
    }
    return found;
  }

  private static boolean fits(Rule rule, String text, int at) {
    var written = rule.written();
    int end = at + written.length();
    return text.regionMatches(!rule.where().caseSensitive(), at, written, 0, written.length())
        && (!rule.where().wordBoundaries()
            || (isBorder(text, at, written.codePointAt(0))
                && isBorder(text, end, written.codePointBefore(written.length()))))
        && (end == text.length() || !Character.isLowSurrogate(text.charAt(end)));
  }

  /**
   * Whether no word goes on over this place.
   *
   * @param edge the first or last character of what was found
   */
  private static boolean isBorder(String text, int at, int edge) {
    return !isOfWord(edge)
        || at == 0
        || at == text.length()
        || !isOfWord(text.codePointBefore(at))
        || !isOfWord(text.codePointAt(at));
  }

  private static boolean isOfWord(int point) {
    return Character.isLetterOrDigit(point)
        || Character.getType(point) == Character.NON_SPACING_MARK;
  }
}
