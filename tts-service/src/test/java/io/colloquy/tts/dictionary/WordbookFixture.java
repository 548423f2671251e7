package io.colloquy.tts.dictionary;

import io.colloquy.tts.dictionary.Rule.Alias;
import io.colloquy.tts.dictionary.Rule.Where;
import java.util.List;
import java.util.Map;

/** Dictionaries for tests of other packages. */
public final class WordbookFixture {

  /** Says the value for each key. */
  public static Wordbook aliases(Map<String, String> aliases) {
    var rules =
        aliases.entrySet().stream()
            .<Rule>map(alias -> new Alias(alias.getKey(), alias.getValue(), Where.USUAL))
            .toList();
    return Wordbook.of(List.of(Rules.of(rules)));
  }

  private WordbookFixture() {}
}
