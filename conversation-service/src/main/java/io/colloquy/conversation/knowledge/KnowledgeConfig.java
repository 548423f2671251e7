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

  /** Whether this instance computes indexes; one at least must. */
  @WithDefault("true")
  boolean indexing();

  /** Bytes of text that all indexes of a workspace may hold together. */
  @WithDefault("1000000000")
  long maxIndexedBytes();

  /** Texts of fewer bytes are not worth an index: they go into the prompt whole. */
  @WithDefault("500")
  int minIndexedBytes();

  /** How long the work on an index may show no progress before another instance takes it up. */
  @WithDefault("2m")
  Duration lease();

  /** How often the work on an index is taken up before it counts as failed. */
  @WithDefault("5")
  int attempts();

  /** Memory for the vectors of indexes that are searched, in bytes. */
  @WithDefault("64000000")
  long rememberedBytes();

  /** A text of more characters is used by retrieval only, not whole in a prompt. */
  @WithDefault("300000")
  int maxPromptCharacters();

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

    /** Of the text, markup included. */
    @WithDefault("2000000")
    int maxCharacters();

    @WithDefault("30s")
    Duration time();

    /** Of the process that reads, as the JVM takes it for its heap. */
    @WithDefault("256m")
    String memory();

    /** Files that are read at the same time; each takes a process. */
    @WithDefault("2")
    int atOnce();

    /** Files that wait; more are refused. */
    @WithDefault("16")
    int waiting();
  }

  /** Limits of fetching a page. */
  interface Web {
    @WithDefault("10000000")
    int maxBytes();

    @WithDefault("5")
    int maxRedirects();

    @WithDefault("20s")
    Duration time();

    /** Pages that are fetched at the same time. */
    @WithDefault("4")
    int atOnce();

    /** Pages that wait; more are refused. */
    @WithDefault("32")
    int waiting();
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
