package io.colloquy.conversation.speech.streamed;

import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechRecognizer;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Recognition by a service over a WebSocket: one connection for each conversation in use. */
public final class StreamedRecognizer implements SpeechRecognizer {

  private static final Duration BEAT = Duration.ofSeconds(4);

  private final Service service;
  private final Deadlines deadlines;
  private final Clock clock;
  private final HttpClient client;
  private final Set<StreamedRecognition> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("speech-keep-alive").factory());
  private volatile boolean closed;

  public StreamedRecognizer(Service service, Deadlines deadlines, Clock clock) {
    this(service, deadlines, clock, BEAT);
  }

  /**
   * @param beat how often a connection without sound is kept alive
   */
  public StreamedRecognizer(Service service, Deadlines deadlines, Clock clock, Duration beat) {
    this.service = service;
    this.deadlines = deadlines;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(deadlines.connect())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    var _ =
        beats.scheduleWithFixedDelay(
            () -> open.forEach(StreamedRecognition::beat),
            beat.toMillis(),
            beat.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<String> unavailability(String language) {
    return service.unavailability(language);
  }

  @Override
  public Recognition open(Speaker speaker) {
    unavailability(speaker.language())
        .ifPresent(
            reason -> {
              throw new SpeechUnavailable(reason);
            });
    if (closed) {
      throw new SpeechUnavailable("This service is shutting down");
    }
    Dialect dialect = service.dialectFor(speaker);
    StreamedRecognition recognition =
        new StreamedRecognition(
            dialect,
            account -> Line.open(client, dialect, deadlines.connect(), clock, account),
            deadlines,
            clock,
            service.punctuates(),
            open::remove);
    open.add(recognition);
    return recognition;
  }

  @Override
  public void warmUp() {}

  @Override
  public void close() {
    closed = true;
    beats.shutdownNow();
  }
}
