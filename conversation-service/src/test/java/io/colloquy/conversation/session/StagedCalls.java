package io.colloquy.conversation.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.bus.Delivery;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.contracts.agent.Prompt;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.FromEdge;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ModelUsage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.speech.Alignment;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.conversation.speech.Heard;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.tools.ToolUser;
import io.colloquy.conversation.tools.Tools;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.egress.Forbidden;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/**
 * The stage of tests that play whole conversations: an owner in virtual time, between a client, a
 * model and a voice that the test speaks for.
 */
abstract class StagedCalls {

  static final String CONVERSATION = "conv_1";
  static final EdgeAddress EDGE = new EdgeAddress(7);
  static final int PARTITION = 3;

  /** What each answer of the model's uses. */
  static final LlmUsage USAGE =
      LlmUsage.of(
          "m",
          new ModelUsage(
              ModelUsage.Tokens.at(new BigDecimal("2.5"), 1_000),
              ModelUsage.Tokens.NONE,
              ModelUsage.Tokens.NONE,
              ModelUsage.Tokens.at(BigDecimal.TEN, 100)));

  final VirtualTime time = new VirtualTime();
  final RecordedOutlets outlets = new RecordedOutlets();
  final UploadedFiles files = new UploadedFiles();
  final Shelf shelf = new Shelf();
  final SilentMetrics metrics = new SilentMetrics();
  final Map<String, Agent> agents = new HashMap<>();
  final List<Consumer<Heard>> ears = new ArrayList<>();
  final List<byte[]> heard = new ArrayList<>();
  final List<Speaker> speakers = new ArrayList<>();
  final Map<String, ToolUser> users = new HashMap<>();
  final Queue<Runnable> toolWork = new ArrayDeque<>();
  int openEars;
  Fallbacks fallbacks = new Fallbacks(Duration.ZERO, 0, 3, Phrases.with(Phrases.Own.NONE));
  long sequence;
  Traces traces = Traces.off();
  Conversations conversations = owner();

  @BeforeEach
  void anAgent() {
    agent(
        """
        {"agent_id":"agent_1","name":"Shop","conversation_config":{"agent":{
          "first_message":"Hello {{name}}.","dynamic_variables":
            {"dynamic_variable_placeholders":{"name":"friend"}},
          "prompt":{"prompt":"You are {{name}}'s guide.","llm":"builtin","temperature":0.5}}}}\
        """);
    conversations.gained(Set.of(PARTITION));
  }

  void agent(String json) {
    var agent = Json.read(json, Agent.class);
    agents.put(agent.agentId(), agent);
  }

  Conversations owner() {
    var settings =
        new PolicySettings(
            Duration.ofMillis(600),
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(8),
            Duration.ofSeconds(6),
            true,
            fallbacks);
    return new Conversations(
        new Surroundings(
            id ->
                Optional.ofNullable(agents.get(id)).map(agent -> new OwnedAgent("default", agent)),
            (speaker, patience, listener) -> {
              speakers.add(speaker);
              ears.add(listener);
              openEars++;
              return new AudioIntake.Ear() {
                @Override
                public void hear(byte[] samples) {
                  heard.add(samples);
                }

                @Override
                public void close() {
                  openEars--;
                }
              };
            },
            outlets,
            time,
            time,
            Runnable::run,
            Runnable::run,
            toolWork::add,
            settings,
            metrics,
            (text, among) -> text.contains("quiero") ? Optional.of("es") : Optional.empty(),
            new AgentTools(users),
            files,
            shelf,
            new CustomModels(new Secrets(), this::judge),
            traces),
        partitions -> Map.copyOf(outlets.snapshots));
  }

  /** Addresses within the stage's own house may not be asked. */
  private void judge(String address) {
    if (address.contains("internal")) {
      throw new Forbidden("it lies in a private network");
    }
  }

  /** Seals by writing backwards. */
  private static final class Secrets implements CustomModels.SealedSecrets {
    @Override
    public Map<String, String> find(Workspace workspace, Set<String> ids) {
      return ids.stream()
          .filter(id -> !id.equals("secret_gone"))
          .collect(Collectors.toMap(id -> id, id -> "sealed value of " + id));
    }

    @Override
    public String seal(String value, String place) {
      return "sealed " + new StringBuilder(value).reverse();
    }
  }

  void send(EdgeInput input) {
    deliver(
        Topics.AUDIO_IN,
        FromEdge.CODEC.encode(new FromEdge(CONVERSATION, EDGE, sequence++, input)));
  }

  void deliver(String topic, Packet packet) {
    conversations.take(new Delivery(topic, PARTITION, 0, CONVERSATION, packet));
  }

  void open() {
    open("{}");
  }

  void open(String override) {
    var initiation =
        new Initiation(Json.read(override, ObjectNode.class), null, null, Optional.empty());
    send(
        new EdgeInput.Opened(
            "agent_1", "public", Optional.empty(), Optional.empty(), initiation, 0));
  }

  void modelSays(String text) {
    var generation = outlets.lastGeneration().generationId();
    deliver(
        Topics.LLM_DELTAS,
        LlmDelta.CODEC.encode(new LlmDelta.Text(CONVERSATION, generation, text)));
    deliver(
        Topics.LLM_DELTAS,
        LlmDelta.CODEC.encode(new LlmDelta.Finished(CONVERSATION, generation, "m", USAGE, 1)));
  }

  void voiceSpeaks(double durationMs) {
    var speak = (SpeechRequest.Speak) outlets.toVoice.getLast();
    deliver(
        Topics.SPEECH_PROGRESS,
        SpeechProgress.CODEC.encode(
            new SpeechProgress.Chunk(
                CONVERSATION, speak.eventId(), speak.piece(), durationMs, Alignment.none())));
    deliver(
        Topics.SPEECH_PROGRESS,
        SpeechProgress.CODEC.encode(
            new SpeechProgress.Finished(CONVERSATION, speak.eventId(), speak.piece())));
  }

  void modelCalls(String tool, String arguments) {
    modelCalls(new ToolCall("call_1", tool, arguments));
  }

  void modelCalls(ToolCall... calls) {
    var generation = outlets.lastGeneration().generationId();
    for (var call : calls) {
      deliver(
          Topics.LLM_DELTAS,
          LlmDelta.CODEC.encode(new LlmDelta.ToolCall(CONVERSATION, generation, call)));
    }
    deliver(
        Topics.LLM_DELTAS,
        LlmDelta.CODEC.encode(new LlmDelta.Finished(CONVERSATION, generation, "m", USAGE, 1)));
  }

  /** The tools that stand in the prompt, and who is to use them. */
  record AgentTools(Map<String, ToolUser> users) implements Surroundings.ToolDirectory {
    @Override
    public Surroundings.Found find(
        Workspace workspace, Prompt prompt, Map<String, Object> variables) {
      var servers =
          prompt.mcpServerIds().stream()
              .map(id -> new EdgeOutput.McpServer(id, !id.equals("mcp_dead"), 1))
              .toList();
      return new Surroundings.Found(Tools.offers(prompt), servers);
    }
  }

  /** Counts nothing. */
  static final class SilentMetrics implements SessionMetrics {
    final List<Boolean> lookUps = new ArrayList<>();

    @Override
    public void lookedUp(boolean inTime, Duration duration) {
      lookUps.add(inTime);
    }

    @Override
    public void started() {}

    @Override
    public void ended() {}

    @Override
    public void restored() {}

    @Override
    public void audioDropped() {}
  }
}
