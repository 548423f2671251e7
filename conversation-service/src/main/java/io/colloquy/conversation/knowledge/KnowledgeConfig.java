package io.colloquy.conversation.knowledge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What can be set; README.md says what for. */
@ConfigMapping(prefix = "colloquy.knowledge")
public interface KnowledgeConfig {

  Reading reading();

  Web web();

  Prompting prompt();

  /** Characters of text that all indexes of a workspace may hold together, as UTF-8 bytes. */
  @WithDefault("1000000000")
  long maxIndexedBytes();

  /** Texts of fewer bytes are not worth an index: they go into the prompt whole. */
  @WithDefault("500")
  int minIndexedBytes();

  /** Providers by the documented name of the embedding model that they stand for. */
  Map<String, Provider> embedding();

  /** Limits of one file. */
  interface Reading {
    @WithDefault("21000000")
    long maxBytes();

    /** Of plain text and HTML, which are read into memory whole. */
    @WithDefault("8000000")
    long maxPlainBytes();

    /** Of everything in a zipped document together. */
    @WithDefault("64000000")
    long maxUnpackedBytes();

    @WithDefault("2000000")
    int maxCharacters();

    @WithDefault("30s")
    Duration time();

    @WithDefault("2")
    int atOnce();

    @WithDefault("16")
    int waiting();
  }

  /** Limits of fetching a page. */
  interface Web {
    @WithDefault("false")
    boolean allowPrivateAddresses();

    @WithDefault("10000000")
    int maxBytes();

    @WithDefault("5")
    int maxRedirects();

    @WithDefault("20s")
    Duration time();
  }

  /** Limits of what one question takes along. */
  interface Prompting {
    @WithDefault("300000")
    int maxCharacters();

    /** Memory for the texts and vectors of running conversations, in bytes. */
    @WithDefault("64000000")
    long remembered();
  }

  /** An OpenAI-compatible embedding provider. */
  interface Provider {
    String baseUrl();

    String model();

    Optional<String> apiKey();

    @WithDefault("10s")
    Duration timeout();
  }
}
