package io.colloquy.conversation.speech;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code colloquy.asr.*}: who recognises speech. */
@ConfigMapping(prefix = "colloquy.asr")
interface SpeechConfig {

  /** Who recognises speech, if no {@link #order} says more. */
  @WithDefault("pocketsphinx")
  Provider provider();

  /** Best first: one that fails is replaced by the next within the utterance. */
  Optional<List<Provider>> order();

  /** Of the sound of an utterance, for a provider that comes in later. */
  @WithDefault("30s")
  Duration kept();

  Breaker breaker();

  PocketSphinx pocketsphinx();

  Scripted scripted();

  Deepgram deepgram();

  ElevenLabs elevenlabs();

  OpenAi openai();

  Vosk vosk();

  Whisper whisper();

  /** Who recognises speech. */
  enum Provider {
    /** The embedded engine: English, offline. */
    POCKETSPHINX,
    /** Deepgram's live WebSocket. */
    DEEPGRAM,
    /** ElevenLabs' realtime WebSocket. */
    ELEVENLABS,
    /** OpenAI, or a server that speaks its transcription protocol. */
    OPENAI,
    /** Vosk in this process, with a model of the operator's. */
    VOSK,
    /** whisper.cpp in this process, with a model of the operator's. */
    WHISPER,
    /** The same words always, at once: for load tests. */
    SCRIPTED,
    /** Nobody: agents understand text only. */
    NONE
  }

  /** {@code colloquy.asr.breaker.*}: when a provider is not tried any more for a while. */
  interface Breaker {
    /** Failures in a row, over all conversations. */
    @WithDefault("2")
    int failures();

    @WithDefault("30s")
    Duration pause();
  }

  /** What all services over a WebSocket have. */
  interface Streamed {
    /** Secret; never logged. */
    Optional<String> apiKey();

    @WithDefault("3s")
    Duration connectPatience();

    /** Without a word from the service while sound goes to it. */
    @WithDefault("5s")
    Duration silencePatience();

    /** For the last words of an utterance. */
    @WithDefault("1500ms")
    Duration finishPatience();
  }

  /** {@code colloquy.asr.deepgram.*}. */
  interface Deepgram extends Streamed {
    @WithDefault("wss://api.deepgram.com")
    String baseUrl();

    @WithDefault("nova-3")
    String model();

    @WithDefault("true")
    boolean punctuate();

    @WithDefault("false")
    boolean smartFormat();
  }

  /** {@code colloquy.asr.elevenlabs.*}. */
  interface ElevenLabs extends Streamed {
    @WithDefault("wss://api.elevenlabs.io")
    String baseUrl();

    @WithDefault("scribe_v2_realtime")
    String model();
  }

  /** {@code colloquy.asr.openai.*}. */
  interface OpenAi {
    @WithDefault("https://api.openai.com/v1")
    String baseUrl();

    /** Secret; never logged. A server of one's own needs none. */
    Optional<String> apiKey();

    @WithDefault("whisper-1")
    String model();

    @WithDefault("5s")
    Duration finishPatience();

    /** After how much sound the words so far are asked for; not at all without it. */
    Optional<Duration> partialsEvery();
  }

  /** {@code colloquy.asr.vosk.*}. */
  interface Vosk {
    Optional<Path> model();

    @WithDefault("en")
    String language();

    @WithDefault("64")
    int most();
  }

  /** {@code colloquy.asr.whisper.*}. */
  interface Whisper {
    Optional<Path> model();

    /** The only language of the model; a multilingual one has none. */
    Optional<String> language();

    @WithDefault("2")
    int threads();

    @WithDefault("15s")
    Duration finishPatience();

    Optional<Duration> partialsEvery();
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
}
