package io.colloquy.conversation.speech;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code colloquy.asr.*}: who recognises speech. */
@ConfigMapping(prefix = "colloquy.asr")
interface SpeechConfig {

  @WithDefault("pocketsphinx")
  Provider provider();

  PocketSphinx pocketsphinx();

  Scripted scripted();

  /** Who recognises speech. */
  enum Provider {
    /** The embedded engine: English, offline. */
    POCKETSPHINX,
    /** The same words always, at once: for load tests. */
    SCRIPTED,
    /** Nobody: agents understand text only. */
    NONE
  }

  /** {@code colloquy.asr.scripted.*}. */
  interface Scripted {
    @WithDefault("what are your opening hours")
    String words();
  }

  /** {@code colloquy.asr.pocketsphinx.*}; see {@link PocketSphinxSettings}. */
  interface PocketSphinx {
    @WithDefault("libpocketsphinx.so.3")
    String library();

    @WithDefault("libsphinxbase.so.3")
    String baseLibrary();

    @WithDefault("/usr/share/pocketsphinx/model/en-us/en-us")
    Path acousticModel();

    @WithDefault("/usr/share/pocketsphinx/model/en-us/en-us.lm.bin")
    Path languageModel();

    @WithDefault("/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict")
    Path dictionary();

    @WithDefault("en")
    String language();

    /** Names and values by turns, such as {@code -fwdflat,yes}. */
    Optional<List<String>> options();

    @WithDefault("2")
    int spare();

    @WithDefault("64")
    int most();

    default PocketSphinxSettings settings() {
      return new PocketSphinxSettings(
          library(),
          baseLibrary(),
          acousticModel(),
          languageModel(),
          dictionary(),
          language(),
          options().orElse(List.of()),
          spare(),
          most());
    }
  }

  default SpeechRecognizer recognizer() {
    return switch (provider()) {
      case POCKETSPHINX -> new PocketSphinxRecognizer(pocketsphinx().settings());
      case SCRIPTED -> new ScriptedRecognizer(scripted().words());
      case NONE ->
          new NoRecognizer("Speech recognition is turned off (colloquy.asr.provider=none)");
    };
  }
}
