package io.colloquy.conversation.speech.whisper;

import io.colloquy.conversation.language.LanguageTag;
import io.colloquy.conversation.speech.Facts;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechUnavailable;
import io.colloquy.conversation.speech.whole.Transcriber;
import io.colloquy.conversation.speech.whole.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Recognition by whisper.cpp, one utterance after the other on a thread of its own. Library and
 * model are loaded with the first, or when it is warmed up.
 */
public final class WhisperTranscriber implements Transcriber {

  /** How an engine comes by its model. */
  interface Loading {
    WhisperEngine load(Path model, int threads);
  }

  private static final Logger LOG = Logger.getLogger(WhisperTranscriber.class);

  /** What whisper writes for sound that is no speech, such as {@code [BLANK_AUDIO]}. */
  private static final Pattern NO_SPEECH = Pattern.compile("\\[[^]]*]|\\([^)]*\\)");

  private static final float FULL_SCALE = 32_768;

  private final WhisperSettings settings;
  private final Loading loading;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("whisper").factory());
  private Optional<WhisperEngine> engine = Optional.empty();

  public WhisperTranscriber(WhisperSettings settings) {
    this(settings, NativeWhisper::load);
  }

  WhisperTranscriber(WhisperSettings settings, Loading loading) {
    this.settings = settings;
    this.loading = loading;
  }

  /** Why speech in this language is not understood, if it is not. */
  public Optional<String> unavailability(String language) {
    if (settings.model().isEmpty()) {
      return Optional.of("whisper needs a model (colloquy.asr.whisper.model, a file)");
    }
    if (!Files.isRegularFile(settings.model().get())) {
      return Optional.of(
          "There is no file " + settings.model().get() + " with a model for whisper");
    }
    return settings
        .language()
        .filter(only -> !only.equals(LanguageTag.primary(language)))
        .map(only -> "whisper's model is for \"" + only + "\" only");
  }

  /** Loads library and model; returns at once. */
  public void warmUp() {
    if (settings.model().filter(Files::isRegularFile).isPresent()) {
      thread.execute(this::loadQuietly);
    }
  }

  @Override
  public String name() {
    return "whisper";
  }

  @Override
  public CompletableFuture<Transcript> transcribe(short[] pcm16k, Speaker speaker) {
    CompletableFuture<Transcript> transcript = new CompletableFuture<>();
    try {
      thread.execute(() -> complete(transcript, pcm16k, speaker));
    } catch (RejectedExecutionException shuttingDown) {
      transcript.completeExceptionally(new SpeechUnavailable("This service is shutting down"));
    }
    return transcript;
  }

  @Override
  public void close() {
    if (!thread.isShutdown()) {
      thread.execute(() -> engine.ifPresent(WhisperEngine::close));
      thread.shutdown();
    }
  }

  /** An utterance that nobody waits for any more is not computed. */
  private void complete(CompletableFuture<Transcript> transcript, short[] pcm16k, Speaker speaker) {
    if (transcript.isDone()) {
      return;
    }
    try {
      String language =
          speaker.otherLanguages().isEmpty() ? LanguageTag.primary(speaker.language()) : "auto";
      String prompt = String.join(", ", speaker.keywords());
      String words = engine().transcribe(samples(pcm16k), language, prompt);
      Facts facts = new Facts(Optional.empty(), OptionalDouble.empty(), true);
      transcript.complete(new Transcript(NO_SPEECH.matcher(words).replaceAll("").strip(), facts));
    } catch (SpeechUnavailable failure) {
      transcript.completeExceptionally(failure);
    }
  }

  private WhisperEngine engine() {
    if (engine.isEmpty()) {
      engine = Optional.of(loading.load(settings.model().orElseThrow(), settings.threads()));
    }
    return engine.get();
  }

  private void loadQuietly() {
    try {
      engine();
    } catch (SpeechUnavailable failure) {
      LOG.warn(failure.getMessage());
    }
  }

  private static float[] samples(short[] pcm16k) {
    float[] samples = new float[pcm16k.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = pcm16k[i] / FULL_SCALE;
    }
    return samples;
  }
}
