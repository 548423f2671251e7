package io.colloquy.llm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  Cascade cascade();

  /** Further hosts that speak OpenAI's protocol, by a name of the operator's. */
  Map<String, Host> hosts();

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

  interface Host {
    String baseUrl();

    Optional<String> apiKey();

    /** Ids that are asked for here and nowhere else. */
    List<String> models();

    /** Whether they are shown pictures, whatever the catalogue knows of them. */
    Optional<Boolean> images();
  }

  interface Cascade {
    /** Who is asked when the model that an agent names does not answer (page 012). */
    @WithDefault(
        "gemini-2.5-flash,gemini-2.0-flash,gemini-2.0-flash-lite,claude-3-7-sonnet,"
            + "claude-3-5-sonnet,claude-3-5-sonnet-v1,gpt-4o,gemini-1.5-pro,gemini-1.5-flash")
    List<String> order();

    /** How many times a model is asked for one answer, first and backups together. */
    @WithDefault("4")
    int attempts();

    /** Whether a second model is asked when the first is later than it usually is. */
    @WithDefault("false")
    boolean hedging();
  }

  interface Limits {
    @WithDefault("15s")
    Duration requestAge();

    /** From the asking of a model to its first useful token. */
    @WithDefault("4s")
    Duration firstToken();

    /** The same where no other model is left to ask. */
    @WithDefault("6s")
    Duration alone();

    /** For the next few letters. */
    @WithDefault("3s")
    Duration stall();

    /** From the first asking to the end of an answer, all models together. */
    @WithDefault("20s")
    Duration total();

    /** How much longer a model may take that is told to think. */
    @WithDefault("20s")
    Duration thinking();

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
