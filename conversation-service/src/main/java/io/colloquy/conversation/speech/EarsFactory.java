package io.colloquy.conversation.speech;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.fallback.MeteredRecognition;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Gives each conversation its ears, with the providers that the configuration names. */
@ApplicationScoped
public class EarsFactory {

  private static final Logger LOG = Logger.getLogger(EarsFactory.class);
  private static final String DEFAULT_LANGUAGE = "en";

  private final SpeechRecognizer recognizer;
  private final EarsSettings settings;
  private final Optional<SileroModel> model;
  private final Optional<String> noVoice;
  private volatile boolean warm;

  @Inject
  EarsFactory(SpeechConfig config, MeterRegistry meters) {
    this(
        Recognizers.of(config, new MeteredRecognition(meters), Clock.systemUTC()),
        EarsSettings.defaults());
  }

  /** Owns the recogniser and closes it. */
  EarsFactory(SpeechRecognizer recognizer, EarsSettings settings) {
    this.recognizer = recognizer;
    this.settings = settings;
    Optional<SileroModel> loaded = Optional.empty();
    Optional<String> reason = Optional.empty();
    try {
      loaded = Optional.of(SileroModel.load());
    } catch (SpeechUnavailable absent) {
      reason = Optional.of(absent.getMessage());
    }
    this.model = loaded;
    this.noVoice = reason;
  }

  /** The first call must not pay for loading what all calls use. */
  void start(@Observes StartupEvent event) {
    unavailability().ifPresent(LOG::warn);
    var _ = Thread.ofPlatform().daemon().name("speech-warm-up").start(this::warmUp);
  }

  /**
   * Ears for one conversation; the caller closes them. Where words cannot be recognised they still
   * tell voice activity, and {@link Heard.Failed} says why. May take seconds: never call it on an
   * event loop.
   *
   * @throws SpeechUnavailable if not even voice activity can be told on this machine
   */
  public Ears open(Speaker speaker, Patience patience, Consumer<Heard> listener) {
    SileroModel silero =
        model.orElseThrow(() -> new SpeechUnavailable(noVoice.orElse("no voice activity model")));
    VoiceActivity vad = silero.open();
    try {
      return new Ears(speaker.line(), vad, recognizer.open(speaker), settings, patience, listener);
    } catch (SpeechUnavailable unable) {
      return Ears.withoutWords(speaker.line(), vad, unable.getMessage(), settings, listener);
    }
  }

  /** Why voice does not work here, and what to install; empty if it does. */
  public Optional<String> unavailability() {
    return noVoice.or(() -> recognizer.unavailability(DEFAULT_LANGUAGE));
  }

  /** Whether loading has ended, well or not. */
  public boolean isWarm() {
    return warm;
  }

  /** Loads a spare recogniser and runs the network once. Blocks for a second or two. */
  void warmUp() {
    try {
      recognizer.warmUp();
      if (model.isPresent()) {
        var anyone = new Speaker(DEFAULT_LANGUAGE, List.of(), AudioFormat.PCM_16000);
        try (Ears ears = open(anyone, Patience.fixed(settings.endSilence()), heard -> {})) {
          ears.hear(new byte[AudioFormat.PCM_16000.sampleRate()]);
        }
      }
    } finally {
      warm = true;
    }
  }

  @PreDestroy
  void close() {
    recognizer.close();
  }
}
