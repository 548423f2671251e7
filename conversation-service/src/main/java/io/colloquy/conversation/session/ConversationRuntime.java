package io.colloquy.conversation.session;

import io.colloquy.bus.Inbox;
import io.colloquy.bus.Replay;
import io.colloquy.bus.Sender;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.contracts.agent.Prompt;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.Liveness;
import io.colloquy.conversation.agents.AgentStore;
import io.colloquy.conversation.files.CallFiles;
import io.colloquy.conversation.knowledge.Retrieval;
import io.colloquy.conversation.language.LanguageDetector;
import io.colloquy.conversation.mcp.McpRoster;
import io.colloquy.conversation.mcp.McpTools;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.conversation.speech.EarsFactory;
import io.colloquy.conversation.speech.Heard;
import io.colloquy.conversation.speech.Patience;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.tools.ToolUser;
import io.colloquy.conversation.tools.Tools;
import io.colloquy.conversation.turn.TurnPolicy;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.egress.Egress;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Starts the conversations of this instance on Kafka, and stops them. */
@ApplicationScoped
@Readiness
class ConversationRuntime implements HealthCheck {

  private final String bootstrapServers;
  private final Optional<String> instance;
  private final PolicySettings policy;
  private final AgentStore agents;
  private final EarsFactory ears;
  private final LanguageDetector languages;
  private final Tools tools;
  private final McpTools mcp;
  private final Secrets secrets;
  private final Egress egress;
  private final Instance<ToolUser> toolUsers;
  private final CallFiles files;
  private final Retrieval retrieval;
  private final MeterRegistry meters;
  private final Optional<String> collector;

  private final ExecutorService control = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * As many threads as processors compute. One that waits for the last words of a recognition
   * service is replaced meanwhile, which is why it is a pool of this kind.
   */
  private final ExecutorService hearing =
      new ForkJoinPool(
          Math.max(2, Runtime.getRuntime().availableProcessors()),
          ConversationRuntime::hearingThread,
          null,
          true);

  private final ScheduledTimers timers = new ScheduledTimers();
  private Optional<Running> running = Optional.empty();

  private record Running(
      Sender live, Sender durable, Conversations conversations, Inbox inbox, Traces traces) {}

  ConversationRuntime(
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "colloquy.instance") Optional<String> instance,
      @ConfigProperty(name = "colloquy.traces.endpoint") Optional<String> collector,
      @ConfigProperty(name = "colloquy.turn.end-silence", defaultValue = "600ms")
          Duration endSilence,
      @ConfigProperty(
              name = "colloquy.turn.barge-in-words",
              defaultValue = TurnPolicy.Interruption.AFTER_WORDS_MS + "ms")
          Duration bargeInWords,
      @ConfigProperty(
              name = "colloquy.turn.barge-in-sound",
              defaultValue = TurnPolicy.Interruption.AFTER_SOUND_MS + "ms")
          Duration bargeInSound,
      @ConfigProperty(name = "colloquy.turn.speculative", defaultValue = "true")
          boolean speculative,
      @ConfigProperty(name = "colloquy.turn.answer-patience", defaultValue = "25s")
          Duration answerPatience,
      @ConfigProperty(name = "colloquy.turn.speech-patience", defaultValue = "6s")
          Duration speechPatience,
      FallbackConfig fallbacks,
      AgentStore agents,
      EarsFactory ears,
      LanguageDetector languages,
      Tools tools,
      McpTools mcp,
      Secrets secrets,
      Egress egress,
      @Any Instance<ToolUser> toolUsers,
      CallFiles files,
      Retrieval retrieval,
      MeterRegistry meters) {
    this.bootstrapServers = bootstrapServers;
    this.instance = instance;
    this.policy =
        new PolicySettings(
            endSilence,
            bargeInWords,
            bargeInSound,
            answerPatience,
            speechPatience,
            speculative,
            Fallbacks.of(fallbacks));
    this.agents = agents;
    this.ears = ears;
    this.languages = languages;
    this.tools = tools;
    this.mcp = mcp;
    this.secrets = secrets;
    this.egress = egress;
    this.toolUsers = toolUsers;
    this.files = files;
    this.retrieval = retrieval;
    this.meters = meters;
    this.collector = collector;
  }

  void start(@Observes StartupEvent event) {
    var live = Sender.live(bootstrapServers);
    var durable = Sender.durable(bootstrapServers);
    var clock = Clock.systemUTC();
    var traces = Traces.to("conversation-service", collector);
    var conversations =
        new Conversations(
            new Surroundings(
                this::findAgent,
                this::openEar,
                new KafkaOutlets(live, durable, timers, clock),
                timers,
                clock,
                control,
                hearing,
                control,
                policy,
                new MeteredSessions(meters),
                languages,
                new AgentTools(),
                files,
                retrieval,
                new CustomModels(new StoredSecrets(), egress::target),
                traces),
            partitions ->
                Replay.of(bootstrapServers, Topics.CONVERSATION_STATE, partitions, Snapshot.CODEC));
    meters.gauge("colloquy.conversations.running", conversations, Conversations::count);
    var inbox =
        Inbox.ofGroup(
            bootstrapServers,
            new Inbox.Group("conversation", instance.map(i -> "conversation-" + i)),
            Set.of(Topics.AUDIO_IN, Topics.LLM_DELTAS, Topics.SPEECH_PROGRESS),
            conversations,
            conversations::take);
    timers.every(Liveness.INTERVAL, conversations::beat);
    running = Optional.of(new Running(live, durable, conversations, inbox, traces));
  }

  /** Called on a virtual thread, at the start of a conversation only. */
  private Optional<OwnedAgent> findAgent(String agentId) {
    return await(() -> agents.find(agentId));
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot look something up", e);
    }
  }

  /** The tools of agents, from their store, and whoever is there to use them. */
  private final class AgentTools implements Surroundings.ToolDirectory {
    private final Map<String, ToolUser> users =
        toolUsers.stream().collect(Collectors.toUnmodifiableMap(ToolUser::type, it -> it));

    @Override
    public Surroundings.Found find(
        Workspace workspace, Prompt prompt, Map<String, Object> variables) {
      List<Offer> own =
          prompt.toolIds().isEmpty()
              ? Tools.offers(prompt)
              : await(() -> Panache.withSession(() -> tools.offers(workspace, prompt)));
      var servers =
          Stream.concat(prompt.mcpServerIds().stream(), prompt.nativeMcpServerIds().stream())
              .toList();
      return servers.isEmpty()
          ? new Surroundings.Found(own, List.of())
          : with(own, roster(workspace, servers, variables, own));
    }

    private McpRoster roster(
        Workspace workspace, List<String> ids, Map<String, Object> variables, List<Offer> own) {
      try {
        var taken = own.stream().map(Offer::name).collect(Collectors.toSet());
        return mcp.roster(workspace, ids, variables, taken);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new McpRoster(List.of(), List.of());
      }
    }

    private static Surroundings.Found with(List<Offer> own, McpRoster roster) {
      return new Surroundings.Found(
          Stream.concat(own.stream(), roster.offers().stream()).toList(),
          roster.servers().stream()
              .map(it -> new EdgeOutput.McpServer(it.serverId(), it.isConnected(), it.toolCount()))
              .toList());
    }

    @Override
    public Map<String, ToolUser> users() {
      return users;
    }
  }

  /** The secrets of workspaces, from their store. */
  private final class StoredSecrets implements CustomModels.SealedSecrets {
    @Override
    public Map<String, String> find(Workspace workspace, Set<String> ids) {
      return await(() -> Panache.withSession(() -> secrets.sealed(workspace, ids)));
    }

    @Override
    public String seal(String value, String place) {
      return secrets.seal(value, place);
    }
  }

  private AudioIntake.Ear openEar(Speaker speaker, Patience patience, Consumer<Heard> listener) {
    var opened = ears.open(speaker, patience, listener);
    return new AudioIntake.Ear() {
      @Override
      public void hear(byte[] samples) {
        opened.hear(samples);
      }

      @Override
      public void close() {
        opened.close();
      }
    };
  }

  private static ForkJoinWorkerThread hearingThread(ForkJoinPool pool) {
    var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName("hearing-" + thread.getPoolIndex());
    thread.setContextClassLoader(ConversationRuntime.class.getClassLoader());
    return thread;
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(
        r -> {
          r.inbox().close();
          r.conversations().releaseAll();
          r.live().close();
          r.durable().close();
          r.traces().close();
        });
    timers.close();
    control.shutdown();
    hearing.shutdown();
  }

  @Override
  public HealthCheckResponse call() {
    boolean reading = running.filter(r -> r.inbox().isReading()).isPresent();
    return HealthCheckResponse.named("conversations").status(reading).build();
  }
}
