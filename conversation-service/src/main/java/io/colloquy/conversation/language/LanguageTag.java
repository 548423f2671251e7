package io.colloquy.conversation.language;

import java.util.Arrays;
import java.util.Locale;

/** The forms of a language's name: what agents, recognisers and services call the same one. */
public final class LanguageTag {

  private LanguageTag() {}

  /** {@code EN_gb} as {@code en-GB}. */
  public static String normal(String tag) {
    return Locale.forLanguageTag(tag.strip().replace('_', '-')).toLanguageTag();
  }

  /** {@code deu} as {@code de}: a code of three letters as that of two, if there is one. */
  public static String shortest(String code) {
    String lower = code.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(Locale.getISOLanguages())
        .filter(two -> Locale.of(two).getISO3Language().equals(lower))
        .findFirst()
        .orElse(code);
  }

  /** {@code english} as {@code en}: some servers name a language instead of giving its code. */
  public static String named(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(Locale.getISOLanguages())
        .filter(two -> Locale.of(two).getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(lower))
        .findFirst()
        .orElseGet(() -> shortest(lower));
  }

  /** {@code pt-BR} as {@code pt}. */
  public static String primary(String tag) {
    return tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
  }
}
