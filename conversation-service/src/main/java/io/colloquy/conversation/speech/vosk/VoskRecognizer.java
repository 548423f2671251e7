package io.colloquy.conversation.speech.vosk;

import io.colloquy.conversation.language.LanguageTag;
import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechRecognizer;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Recognition by Vosk: in this process, in the language of the model. Library and model are loaded
 * when they are first needed, and not at all if another recogniser is configured. Keywords are
 * ignored: Vosk takes them only as the whole of what may be said.
 */
public final class VoskRecognizer implements SpeechRecognizer {

  private static final Logger LOG = Logger.getLogger(VoskRecognizer.class);

  private final VoskSettings settings;
  private final Function<Path, VoskModel> loading;
  private final Semaphore places;
  private Optional<VoskModel> loaded = Optional.empty();
  private boolean closed;

  public VoskRecognizer(VoskSettings settings) {
    this(settings, NativeVosk::load);
  }

  VoskRecognizer(VoskSettings settings, Function<Path, VoskModel> loading) {
    this.settings = settings;
    this.loading = loading;
    this.places = new Semaphore(settings.most());
  }

  @Override
  public Optional<String> unavailability(String language) {
    if (settings.model().isEmpty()) {
      return Optional.of("Vosk needs a model (colloquy.asr.vosk.model, a folder)");
    }
    if (!Files.isDirectory(settings.model().get())) {
      return Optional.of("There is no folder " + settings.model().get() + " with a model for Vosk");
    }
    return LanguageTag.primary(language).equals(settings.language())
        ? Optional.empty()
        : Optional.of("Vosk's model is for \"" + settings.language() + "\" only");
  }

  @Override
  public Recognition open(Speaker speaker) {
    unavailability(speaker.language())
        .ifPresent(
            reason -> {
              throw new SpeechUnavailable(reason);
            });
    if (!places.tryAcquire()) {
      throw new SpeechUnavailable(
          "All " + settings.most() + " of Vosk's decoders are in use (colloquy.asr.vosk.most)");
    }
    try {
      return new VoskRecognition(model().decoder(), this::release);
    } catch (SpeechUnavailable failure) {
      release();
      throw failure;
    }
  }

  @Override
  public void warmUp() {
    if (unavailability(settings.language()).isPresent()) {
      return;
    }
    try {
      model();
    } catch (SpeechUnavailable failure) {
      LOG.warn(failure.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    freeModel();
  }

  private synchronized VoskModel model() {
    if (closed) {
      throw new SpeechUnavailable("This service is shutting down");
    }
    if (loaded.isEmpty()) {
      loaded = Optional.of(loading.apply(settings.model().orElseThrow()));
    }
    return loaded.get();
  }

  private synchronized void release() {
    places.release();
    if (closed) {
      freeModel();
    }
  }

  /** Native memory: not before the last decoder on it is freed. */
  private void freeModel() {
    if (places.availablePermits() == settings.most()) {
      loaded.ifPresent(VoskModel::close);
      loaded = Optional.empty();
    }
  }
}
