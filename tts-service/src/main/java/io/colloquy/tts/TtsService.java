package io.colloquy.tts;

import io.colloquy.bus.Inbox;
import io.colloquy.bus.Sender;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.tts.catalogue.VoiceCatalogue;
import io.colloquy.tts.dictionary.Wordbooks;
import io.colloquy.tts.espeak.EspeakSynthesizer;
import io.colloquy.tts.flite.FliteSynthesizer;
import io.colloquy.tts.pieces.PieceSpeaker;
import io.colloquy.tts.pieces.Rehearsal;
import io.colloquy.tts.pieces.SpeechDesk;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.Engines;
import io.colloquy.tts.voice.PlainReader;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.TakingTurns;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Holds the parts together: requests in from Kafka, speech out to Kafka. */
@ApplicationScoped
class TtsService {

  private static final Logger LOG = Logger.getLogger(TtsService.class);
  private static final String GROUP = "tts";

  /** A worker that listens to a hosted service mostly waits. */
  private static final int WAITING_WORKERS = 64;

  private final TtsConfig config;
  private final MeterRegistry registry;
  private final Wordbooks wordbooks;
  private final String bootstrapServers;
  private final Optional<String> instance;
  private final Optional<String> collector;

  private Engines engines;
  private boolean waitsForOthers;
  private volatile VoiceCatalogue catalogue;
  private Sender sender;
  private SpeechDesk desk;
  private Traces traces = Traces.off();
  private volatile Inbox inbox;

  @Inject
  TtsService(
      TtsConfig config,
      MeterRegistry registry,
      Wordbooks wordbooks,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "colloquy.instance") Optional<String> instance,
      @ConfigProperty(name = "colloquy.traces.endpoint") Optional<String> collector) {
    this.config = config;
    this.registry = registry;
    this.wordbooks = wordbooks;
    this.bootstrapServers = bootstrapServers;
    this.instance = instance;
    this.collector = collector;
  }

  void start(@Observes StartupEvent event) {
    var hosted = new HostedServices(config);
    var embedded = embedded(hosted);
    engines =
        new Engines(
            Stream.concat(hosted.engines().stream(), embedded.stream()).toList(),
            hosted.casting(),
            new Engines.Caution(
                config.breaker().failures(), config.breaker().pause(), Clock.systemUTC()),
            new SpeechMetrics(registry)::fellBack);
    catalogue = new VoiceCatalogue(engines);
    engines.availability().forEach(TtsService::report);
    Rehearsal.run(new Engines(embedded));
    sender = Sender.live(bootstrapServers);
    desk = openDesk();
    registry.gauge("colloquy.tts.queue.pieces", desk, SpeechDesk::waiting);
    traces = Traces.to("tts-service", collector);
    var told = new SpeechTraces(traces, Clock.systemUTC());
    inbox =
        Inbox.ofGroup(
            bootstrapServers,
            new Inbox.Group(GROUP, instance.map(name -> GROUP + "-" + name)),
            Set.of(Topics.SPEECH_REQUESTS),
            Inbox.Ownership.unobserved(),
            delivery -> take(delivery.packet(), told));
  }

  private void take(Packet packet, SpeechTraces told) {
    var request = SpeechRequest.CODEC.decode(packet);
    desk.accept(request, told.of(request, packet));
  }

  /** Beside hosted services many workers wait; embedded engines compute on the processors. */
  private List<Synthesizer> embedded(HostedServices hosted) {
    var espeak = config.espeak();
    List<Synthesizer> found =
        List.of(
            new PlainReader(FliteSynthesizer.find()),
            new PlainReader(EspeakSynthesizer.find(espeak.command(), espeak.patience())));
    waitsForOthers = !hosted.isEmpty();
    var turns = new Semaphore(processors(), true);
    return waitsForOthers
        ? found.stream().<Synthesizer>map(engine -> new TakingTurns(engine, turns)).toList()
        : found;
  }

  private static int processors() {
    return Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  private static void report(String engine, Availability availability) {
    switch (availability) {
      case Availability.Ready _ -> LOG.infof("%s is ready", engine);
      case Availability.Missing missing ->
          LOG.warnf("%s is unavailable: %s", engine, missing.advice());
    }
  }

  private SpeechDesk openDesk() {
    var metrics = new SpeechMetrics(registry);
    var speaker =
        new PieceSpeaker(
            engines,
            wordbooks,
            config.firstChunkMs(),
            config.chunkMs(),
            new KafkaOutlet(sender),
            metrics);
    int workers = config.workers().orElse(waitsForOthers ? WAITING_WORKERS : processors());
    var limits =
        new SpeechDesk.Limits(
            workers,
            config.waitingPieces(),
            config.waitingPiecesPerConversation(),
            config.expiry(),
            config.drain());
    return new SpeechDesk(limits, Clock.systemUTC(), speaker, metrics);
  }

  /** True while requests are read. */
  boolean isReading() {
    var reading = inbox;
    return reading != null && reading.isReading();
  }

  VoiceCatalogue catalogue() {
    return catalogue;
  }

  /** By engine name. */
  Map<String, Availability> availability() {
    return engines.availability();
  }

  /** Reads nothing more, finishes what was taken, then lets go of the broker. */
  void stop(@Observes ShutdownEvent event) {
    if (inbox != null) {
      inbox.close();
    }
    if (desk != null) {
      desk.close();
    }
    if (sender != null) {
      sender.close();
    }
    traces.close();
  }
}
