package io.colloquy.llm;

import io.colloquy.bus.Inbox;
import io.colloquy.bus.Sender;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.RouteHealth;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.cost.Fit;
import io.colloquy.llm.files.FileDoor;
import io.colloquy.llm.files.FileSource;
import io.colloquy.llm.files.RememberedFiles;
import io.colloquy.llm.generation.BackgroundAnswers;
import io.colloquy.llm.generation.Deltas;
import io.colloquy.llm.generation.Generations;
import io.colloquy.llm.generation.Limits;
import io.colloquy.llm.keys.ProviderPool;
import io.colloquy.llm.timing.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Holds the parts together: requests in from Kafka, deltas out to Kafka with the conversation's id
 * as key. Reads requests only once its models are warm, so that an instance which cannot answer
 * leaves them to the others.
 */
@ApplicationScoped
class LlmService {

  private static final Logger LOG = Logger.getLogger(LlmService.class);
  private static final String GROUP = "llm-cascade";

  /** After that a conversation that sent files is probably over. */
  private static final Duration FILES_UNUSED = Duration.ofMinutes(5);

  private static final long SWEEP_SECONDS = 60;

  /** What runs between start and stop. */
  private record Running(
      FileDoor files,
      Providers providers,
      WorkspaceProviders own,
      Sender sender,
      ExecutorService sending,
      ScheduledThreadPoolExecutor clock,
      Generations generations,
      BackgroundAnswers background,
      Inbox inbox,
      Traces traces) {}

  private final LlmConfig config;
  private final Catalogue catalogue;
  private final String bootstrapServers;
  private final Optional<String> instance;
  private final URI conversation;
  private final PlacesConfig placesConfig;
  private final MeterRegistry registry;
  private final Chronicle chronicle;
  private final Optional<String> collector;
  private final GenerationMetrics metrics;
  private volatile Optional<Running> running = Optional.empty();

  @Inject
  LlmService(
      LlmConfig config,
      PlacesConfig placesConfig,
      Catalogue catalogue,
      Chronicle chronicle,
      MeterRegistry registry,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "colloquy.instance") Optional<String> instance,
      @ConfigProperty(name = "colloquy.conversation.url", defaultValue = "http://127.0.0.1:8081")
          URI conversation,
      @ConfigProperty(name = "colloquy.traces.endpoint") Optional<String> collector) {
    this.config = config;
    this.catalogue = catalogue;
    this.conversation = conversation;
    this.metrics = new GenerationMetrics(registry);
    this.registry = registry;
    this.placesConfig = placesConfig;
    this.chronicle = chronicle;
    this.collector = collector;
    this.bootstrapServers = bootstrapServers;
    this.instance = instance;
  }

  void start(@Observes StartupEvent event) throws InterruptedException {
    var clock = clock();
    var timers = timers(clock);
    var health = new RouteHealth(timers);
    var remembered =
        new RememberedFiles(config.files().rememberedBytes(), FILES_UNUSED, Clock.systemUTC());
    var files = new FileDoor(conversation, remembered);
    // Keys are read while models are loaded.
    var own = new WorkspaceProviders(bootstrapServers, opening(files), health::forget);
    var providers = new Providers(config, catalogue, files);
    sweep(clock, remembered::forgetUnused);
    sweep(clock, own.pool()::sweep);
    var sender = Sender.live(bootstrapServers);
    var sending = Executors.newVirtualThreadPerTaskExecutor();
    var capacity = new Capacity(placesConfig, Clock.systemUTC(), sending, registry);
    var cascades = new Cascades(timers, Clock.systemUTC(), capacity.atProviders());
    var routes =
        new Routes(
            providers.models(), own.pool(), config.cascade().order(), new Fit(catalogue), health);
    var generations =
        new Generations(
            routes, cascades, deltas(sender), limits(), Clock.systemUTC(), sending, chronicle);
    var background =
        new BackgroundAnswers(
            routes,
            cascades,
            capacity.inTheBackground(config.limits().background()),
            config.limits().backgroundTimeout(),
            timers,
            Clock.systemUTC(),
            sending,
            chronicle);
    var traces = Traces.to("llm-cascade-service", collector);
    var told = new GenerationTraces(traces, Clock.systemUTC());
    own.await();
    var inbox =
        Inbox.ofGroup(
            bootstrapServers,
            new Inbox.Group(GROUP, instance.map(name -> GROUP + "-" + name)),
            Set.of(Topics.LLM_REQUESTS),
            Inbox.Ownership.unobserved(),
            delivery -> take(delivery.packet(), generations, told));
    metrics.watch(generations, background, inbox);
    running =
        Optional.of(
            new Running(
                files,
                providers,
                own,
                sender,
                sending,
                clock,
                generations,
                background,
                inbox,
                traces));
  }

  private static void take(Packet packet, Generations generations, GenerationTraces traces) {
    generations.handle(LlmRequest.CODEC.decode(packet), traces.of(packet));
  }

  private ProviderPool.Opening opening(FileSource files) {
    return new ProviderPool.Opening(
        Providers.secrets(config), catalogue, files, config.connectTimeout());
  }

  private static void sweep(ScheduledThreadPoolExecutor clock, Runnable what) {
    var _ = clock.scheduleWithFixedDelay(what, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private Deltas deltas(Sender sender) {
    return delta -> {
      var _ =
          sender
              .send(Topics.LLM_DELTAS, delta.conversationId(), LlmDelta.CODEC.encode(delta))
              .whenComplete((_, failure) -> notice(delta, failure));
    };
  }

  private void notice(LlmDelta delta, Throwable failure) {
    if (failure != null) {
      metrics.undelivered();
      LOG.warnf("a delta of %s is lost: %s", delta.generationId(), failure.getMessage());
    } else if (delta instanceof LlmDelta.Failed failed) {
      LOG.warnf(
          "generation %s failed, %s: %s",
          failed.generationId(), failed.errorType(), failed.message());
    }
  }

  private Limits limits() {
    var limits = config.limits();
    var patience =
        new Patience(
            limits.firstToken(),
            limits.alone(),
            limits.stall(),
            limits.total(),
            config.cascade().attempts(),
            config.cascade().hedging());
    return new Limits(limits.requestAge(), patience, limits.thinking(), limits.concurrent());
  }

  private static ScheduledThreadPoolExecutor clock() {
    var clock =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("time-limits").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private static Timers timers(ScheduledThreadPoolExecutor clock) {
    return (delay, work) -> {
      var waiting = clock.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> {
        var _ = waiting.cancel(false);
      };
    };
  }

  /** True while requests are read, by models that are loaded, and workspaces' keys are known. */
  boolean isReading() {
    return running.map(r -> r.inbox().isReading() && r.own().areKnown()).orElse(false);
  }

  /** None before the models are warm. */
  Optional<BackgroundAnswers> backgroundAnswers() {
    return running.map(Running::background);
  }

  /** The provider that serves the demo model's id. */
  String provider() {
    return running.map(r -> r.providers().models().serving("builtin").provider()).orElse("none");
  }

  /** Reads nothing more, finishes what was taken, then lets go of the broker. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (running.isEmpty()) {
      return;
    }
    var parts = running.get();
    parts.inbox().close();
    parts.background().stop();
    parts.generations().drain(config.drain());
    parts.clock().shutdownNow();
    parts.sending().close();
    parts.sender().close();
    parts.traces().close();
    parts.providers().close();
    parts.own().close();
    parts.files().close();
  }
}
