package io.colloquy.tts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings under {@code colloquy.tts}; README.md explains them. */
@ConfigMapping(prefix = "colloquy.tts")
interface TtsConfig {

  /** Threads that synthesise; empty for one per processor, at least two. */
  OptionalInt workers();

  @WithDefault("1000")
  int waitingPieces();

  @WithDefault("200")
  int waitingPiecesPerConversation();

  @WithDefault("15s")
  Duration expiry();

  @WithDefault("4s")
  Duration drain();

  /** Milliseconds, 10 to 900. */
  @WithDefault("80")
  int firstChunkMs();

  /** Milliseconds, 10 to 900. */
  @WithDefault("250")
  int chunkMs();

  Espeak espeak();

  /** Engines in the order in which they are asked; empty for all that are set up. */
  Optional<List<String>> order();

  /** By voice id: {@code provider:voice}. */
  Map<String, String> voices();

  Hosted elevenlabs();

  Hosted openai();

  Hosted cartesia();

  Hosted deepgram();

  Hosted piper();

  Patience patience();

  Breaker breaker();

  /** A service of others. One with neither a key nor an address is not used. */
  interface Hosted {
    Optional<String> apiKey();

    Optional<URI> baseUrl();

    /** Its voice for all ids that nothing else is set for. */
    Optional<String> voice();

    Optional<String> model();

    OptionalInt sampleRate();

    Optional<List<String>> languages();
  }

  /** How long a hosted service is waited for. */
  interface Patience {
    @WithDefault("2s")
    Duration connect();

    @WithDefault("3s")
    Duration firstByte();

    @WithDefault("1s")
    Duration stall();

    @WithDefault("5s")
    Duration idle();
  }

  /** When a service that fails is left alone. */
  interface Breaker {
    @WithDefault("3")
    int failures();

    @WithDefault("30s")
    Duration pause();
  }

  interface Espeak {
    /** The program's name on the PATH, or its path. */
    @WithDefault("espeak-ng")
    String command();

    /** How long one sentence may take. */
    @WithDefault("5s")
    Duration patience();
  }
}
