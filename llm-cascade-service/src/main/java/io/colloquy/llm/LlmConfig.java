package io.colloquy.llm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be set; README.md says what for. */
@ConfigMapping(prefix = "colloquy.llm")
interface LlmConfig {

  /** Opens the secrets of customers' own models; the key with which they are stored. */
  Optional<String> secretsKey();

  Optional<List<String>> retiredSecretsKeys();

  /** Serves agents that ask for {@code builtin} by the real provider, when there is one. */
  @WithDefault("true")
  boolean builtinReplacedByReal();

  /** For ids that no provider has, and the provider that has this one serves them. */
  Optional<String> model();

  /** A file of models beside the built-in ones; see {@code cost/models.json} for its form. */
  Optional<String> catalogue();

  Builtin builtin();

  OpenAi openai();

  Ollama ollama();

  Hosted anthropic();

  Hosted gemini();

  Files files();

  /** For a connection to a provider. */
  @WithDefault("3s")
  Duration connectTimeout();

  Limits limits();

  /** How long running answers may go on after the order to stop. */
  @WithDefault("5s")
  Duration drain();

  interface Builtin {
    @WithDefault("0ms")
    Duration tokenDelay();

    /** Sentences whose embedding is kept; each takes about 2 kB. */
    @WithDefault("10000")
    int rememberedSentences();
  }

  interface Files {
    /** Of what users sent, to be shown again in the next turn. */
    @WithDefault("64000000")
    long rememberedBytes();
  }

  interface OpenAi {
    Optional<String> apiKey();

    Optional<String> baseUrl();

    /** Whether the models there are shown pictures, whatever the catalogue knows of them. */
    Optional<Boolean> images();
  }

  interface Hosted {
    Optional<String> apiKey();

    Optional<String> baseUrl();
  }

  interface Ollama {
    Optional<String> baseUrl();
  }

  interface Limits {
    @WithDefault("15s")
    Duration requestAge();

    @WithDefault("6s")
    Duration firstToken();

    @WithDefault("5s")
    Duration stall();

    @WithDefault("200")
    int concurrent();

    /** Answers at once for work that no caller waits for. */
    @WithDefault("4")
    int background();

    /** For such an answer, where its question names no other. */
    @WithDefault("60s")
    Duration backgroundTimeout();
  }
}
