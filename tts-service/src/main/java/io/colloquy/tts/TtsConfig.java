package io.colloquy.tts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
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

  interface Espeak {
    /** The program's name on the PATH, or its path. */
    @WithDefault("espeak-ng")
    String command();

    /** How long one sentence may take. */
    @WithDefault("5s")
    Duration patience();
  }
}
