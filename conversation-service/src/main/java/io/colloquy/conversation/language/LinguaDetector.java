package io.colloquy.conversation.language;

import com.github.pemistahl.lingua.api.IsoCode639_1;
import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells languages apart by their letters, with the models of Lingua. These are loaded when a text
 * may be in their language for the first time, and shared.
 *
 * <p>A language that Lingua does not know is never found, and a text in it may be taken for the
 * agent's language that is most like it.
 */
public final class LinguaDetector implements LanguageDetector {

  private static final int FEWEST_WORDS = 3;

  /** Sets of languages are as many as agents differ; each costs little, but they have an end. */
  private static final int MOST_SETS = 256;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}'’-]+");

  /** Scripts that are written without spaces between words; a word has about two letters. */
  private static final Pattern UNSPACED =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}]");

  private static final int LETTERS_OF_A_WORD = 2;

  private static final Map<String, Language> BY_CODE =
      Arrays.stream(Language.values())
          .filter(language -> language.getIsoCode639_1() != IsoCode639_1.NONE)
          .collect(
              Collectors.toUnmodifiableMap(
                  language -> language.getIsoCode639_1().toString(), language -> language));

  /** Codes that agents use and Lingua names otherwise. */
  private static final Map<String, String> OTHER_CODES = Map.of("no", "nb", "fil", "tl");

  private final boolean highAccuracy;
  private final double margin;
  private final Map<Set<Language>, com.github.pemistahl.lingua.api.LanguageDetector> detectors =
      new ConcurrentHashMap<>();

  /**
   * @param highAccuracy whether all models are loaded, or those of three letters only
   * @param margin by how much the best language must be ahead of the second, 0 to 0.99
   */
  public LinguaDetector(boolean highAccuracy, double margin) {
    if (!(margin >= 0 && margin <= 0.99)) {
      throw new IllegalArgumentException("a margin from 0 to 0.99, not " + margin);
    }
    this.highAccuracy = highAccuracy;
    this.margin = margin;
  }

  @Override
  public Optional<String> detect(String text, Set<String> among) {
    if (among.size() < 2 || words(text) < FEWEST_WORDS) {
      return Optional.empty();
    }
    Map<Language, String> tags = new EnumMap<>(Language.class);
    new TreeSet<>(among)
        .forEach(tag -> language(tag).ifPresent(known -> tags.putIfAbsent(known, tag)));
    if (tags.size() < 2) {
      return Optional.empty();
    }
    return Optional.ofNullable(tags.get(detector(tags.keySet()).detectLanguageOf(text)));
  }

  private com.github.pemistahl.lingua.api.LanguageDetector detector(Set<Language> languages) {
    if (detectors.size() > MOST_SETS) {
      detectors.clear();
    }
    return detectors.computeIfAbsent(Set.copyOf(languages), this::build);
  }

  private com.github.pemistahl.lingua.api.LanguageDetector build(Set<Language> languages) {
    LanguageDetectorBuilder builder =
        LanguageDetectorBuilder.fromLanguages(languages.toArray(Language[]::new));
    if (!highAccuracy) {
      builder.withLowAccuracyMode();
    }
    if (margin > 0) {
      builder.withMinimumRelativeDistance(margin);
    }
    return builder.build();
  }

  private static Optional<Language> language(String tag) {
    String code = LanguageTag.primary(tag);
    return Optional.ofNullable(BY_CODE.get(OTHER_CODES.getOrDefault(code, code)));
  }

  private static long words(String text) {
    long unspaced = UNSPACED.matcher(text).results().count();
    long spaced = WORD.matcher(UNSPACED.matcher(text).replaceAll(" ")).results().count();
    return spaced + unspaced / LETTERS_OF_A_WORD;
  }
}
