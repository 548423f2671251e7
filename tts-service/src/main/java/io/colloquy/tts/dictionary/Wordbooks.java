package io.colloquy.tts.dictionary;

import io.colloquy.contracts.agent.TtsSettings.PronunciationDictionaryLocator;
import java.util.List;

/** Where the dictionaries of a voice are found. Safe for use by many threads. */
@FunctionalInterface
public interface Wordbooks {

  /**
   * The dictionaries as one, those that are named first before the others. May wait for the
   * database, not for long; a dictionary that cannot be found counts as empty.
   */
  Wordbook of(List<PronunciationDictionaryLocator> locators);

  /** There are no dictionaries. */
  static Wordbooks none() {
    return _ -> Wordbook.EMPTY;
  }
}
