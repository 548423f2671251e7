package io.colloquy.conversation.speech.fallback;

import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechRecognizer;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several recognisers in an order. Each utterance begins with the first that knows the speaker's
 * language and is not known to fail.
 */
public final class FallbackRecognizer implements SpeechRecognizer {

  private static final int SAMPLES_PER_MS = 16;

  private final List<Route> routes;
  private final int keptSamples;
  private final RecognitionObserver observer;

  /**
   * @param routes best first; closed with this
   * @param kept of the sound of an utterance, for a recogniser that comes in later
   */
  public FallbackRecognizer(List<Route> routes, Duration kept, RecognitionObserver observer) {
    this.routes = List.copyOf(routes);
    this.keptSamples = Math.toIntExact(kept.toMillis() * SAMPLES_PER_MS);
    this.observer = observer;
  }

  @Override
  public Optional<String> unavailability(String language) {
    if (!able(language).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        routes.stream()
            .flatMap(route -> route.recognizer().unavailability(language).stream())
            .collect(Collectors.joining("; ")));
  }

  @Override
  public Recognition open(Speaker speaker) {
    List<Route> able = able(speaker.language());
    if (able.isEmpty()) {
      throw new SpeechUnavailable(unavailability(speaker.language()).orElse("No recogniser"));
    }
    FallbackRecognition recognition =
        new FallbackRecognition(able, speaker, new KeptAudio(keptSamples), observer);
    recognition.prepare();
    return recognition;
  }

  @Override
  public void warmUp() {
    routes.forEach(route -> route.recognizer().warmUp());
  }

  @Override
  public void close() {
    routes.forEach(route -> route.recognizer().close());
  }

  private List<Route> able(String language) {
    return routes.stream()
        .filter(route -> route.recognizer().unavailability(language).isEmpty())
        .toList();
  }
}
