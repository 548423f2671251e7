package io.colloquy.conversation.speech;

import io.colloquy.conversation.speech.deepgram.Deepgram;
import io.colloquy.conversation.speech.deepgram.DeepgramSettings;
import io.colloquy.conversation.speech.elevenlabs.ElevenLabs;
import io.colloquy.conversation.speech.elevenlabs.ElevenLabsSettings;
import io.colloquy.conversation.speech.fallback.Breaker;
import io.colloquy.conversation.speech.fallback.FallbackRecognizer;
import io.colloquy.conversation.speech.fallback.RecognitionObserver;
import io.colloquy.conversation.speech.fallback.Route;
import io.colloquy.conversation.speech.openai.OpenAiSettings;
import io.colloquy.conversation.speech.openai.OpenAiTranscriber;
import io.colloquy.conversation.speech.streamed.Deadlines;
import io.colloquy.conversation.speech.streamed.Service;
import io.colloquy.conversation.speech.streamed.StreamedRecognizer;
import io.colloquy.conversation.speech.vosk.VoskRecognizer;
import io.colloquy.conversation.speech.vosk.VoskSettings;
import io.colloquy.conversation.speech.whisper.WhisperSettings;
import io.colloquy.conversation.speech.whisper.WhisperTranscriber;
import io.colloquy.conversation.speech.whole.WholeRecognizer;
import io.colloquy.conversation.speech.whole.WholeSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Makes the recognisers that the configuration names; none of the others is even loaded. */
final class Recognizers {

  private final SpeechConfig config;
  private final Clock clock;

  private Recognizers(SpeechConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  static SpeechRecognizer of(SpeechConfig config, RecognitionObserver observer, Clock clock) {
    Recognizers recognizers = new Recognizers(config, clock);
    List<Route> routes =
        config.order().orElse(List.of(config.provider())).stream()
            .distinct()
            .map(recognizers::route)
            .toList();
    return new FallbackRecognizer(routes, config.kept(), observer);
  }

  private Route route(SpeechConfig.Provider provider) {
    Breaker breaker = new Breaker(config.breaker().failures(), config.breaker().pause(), clock);
    return new Route(provider.name().toLowerCase(Locale.ROOT), recognizer(provider), breaker);
  }

  private SpeechRecognizer recognizer(SpeechConfig.Provider provider) {
    return switch (provider) {
      case POCKETSPHINX -> new PocketSphinxRecognizer(config.pocketsphinx().settings());
      case DEEPGRAM -> deepgram(config.deepgram());
      case ELEVENLABS -> elevenLabs(config.elevenlabs());
      case OPENAI -> openAi(config.openai());
      case VOSK -> vosk(config.vosk());
      case WHISPER -> whisper(config.whisper());
      case SCRIPTED -> new ScriptedRecognizer(config.scripted().words());
      case NONE ->
          new NoRecognizer("Speech recognition is turned off (colloquy.asr.provider=none)");
    };
  }

  private SpeechRecognizer deepgram(SpeechConfig.Deepgram deepgram) {
    return streamed(
        new Deepgram(
            new DeepgramSettings(
                deepgram.baseUrl(),
                deepgram.apiKey(),
                deepgram.model(),
                deepgram.punctuate(),
                deepgram.smartFormat())),
        deepgram);
  }

  private SpeechRecognizer elevenLabs(SpeechConfig.ElevenLabs elevenLabs) {
    return streamed(
        new ElevenLabs(
            new ElevenLabsSettings(elevenLabs.baseUrl(), elevenLabs.apiKey(), elevenLabs.model())),
        elevenLabs);
  }

  private SpeechRecognizer streamed(Service service, SpeechConfig.Streamed settings) {
    Deadlines deadlines =
        new Deadlines(
            settings.connectPatience(), settings.silencePatience(), settings.finishPatience());
    return new StreamedRecognizer(service, deadlines, clock);
  }

  private SpeechRecognizer openAi(SpeechConfig.OpenAi openAi) {
    Duration finish = openAi.finishPatience();
    return new WholeRecognizer(
        new OpenAiTranscriber(
            new OpenAiSettings(openAi.baseUrl(), openAi.apiKey(), openAi.model(), finish)),
        new WholeSettings(finish, openAi.partialsEvery(), longest()));
  }

  private static SpeechRecognizer vosk(SpeechConfig.Vosk vosk) {
    return new VoskRecognizer(new VoskSettings(vosk.model(), vosk.language(), vosk.most()));
  }

  private SpeechRecognizer whisper(SpeechConfig.Whisper whisper) {
    WhisperTranscriber transcriber =
        new WhisperTranscriber(
            new WhisperSettings(whisper.model(), whisper.language(), whisper.threads()));
    return new WholeRecognizer(
        transcriber,
        transcriber::unavailability,
        transcriber::warmUp,
        new WholeSettings(whisper.finishPatience(), whisper.partialsEvery(), longest()));
  }

  /** A little more than ears let an utterance grow. */
  private Duration longest() {
    return config.kept().plusSeconds(5);
  }
}
