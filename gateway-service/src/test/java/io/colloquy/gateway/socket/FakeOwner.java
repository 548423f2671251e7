package io.colloquy.gateway.socket;

import static org.awaitility.Awaitility.await;

import io.colloquy.bus.Delivery;
import io.colloquy.bus.Inbox;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.Workspace;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.FromEdge;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.speech.Alignment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Stands where the conversation-service stands. How it answers depends on the agent: most start at
 * once; {@link #MUTE} never does, {@link #REFUSING} ends at once, {@link #ECHO} says what it hears.
 */
final class FakeOwner {

  static final String TALKING = "agent_talking";
  static final String PRIVATE = "agent_private";
  static final String MUTE = "agent_mute";
  static final String REFUSING = "agent_refusing";
  static final String ECHO = "agent_echo";

  /** Like {@link #ECHO}, and its calls are recorded. */
  static final String RECORDED = "agent_recorded";

  static final String DELETED = "agent_deleted";

  /** Open, but in the workspace {@link #OTHER_WORKSPACE}. */
  static final String OF_OTHERS = "agent_of_others";

  static final String OTHER_WORKSPACE = "ws_others";

  /** Open to pages of {@code example.com} only. */
  static final String LISTED = "agent_listed";

  /** Private, and open to pages of {@code example.com} only. */
  static final String LISTED_PRIVATE = "agent_listed_private";

  /** May have one call at once. */
  static final String SINGLE = "agent_single";

  /** May have two conversations a day. */
  static final String TWICE = "agent_twice";

  /** May burst, in {@link #SMALL_WORKSPACE}. */
  static final String BURSTING = "agent_bursting";

  static final String SMALL_WORKSPACE = "ws_small";

  private static FakeOwner shared;

  private final Sender sender;
  private final Map<String, List<FromEdge>> heard = new ConcurrentHashMap<>();
  private final Map<String, String> agents = new ConcurrentHashMap<>();

  private FakeOwner(String bootstrapServers) {
    sender = Sender.live(bootstrapServers);
  }

  /** The one of this test run. */
  static synchronized FakeOwner on(String bootstrapServers) throws Exception {
    if (shared == null) {
      var owner = new FakeOwner(bootstrapServers);
      owner.publishAgents();
      var inbox =
          Inbox.ofGroup(
              bootstrapServers,
              new Inbox.Group(Ids.random("fake-owner-"), Optional.empty()),
              Set.of(Topics.AUDIO_IN),
              Inbox.Ownership.unobserved(),
              owner::received);
      if (!inbox.awaitAssignment(Duration.ofSeconds(20))) {
        throw new IllegalStateException("no partitions");
      }
      shared = owner;
    }
    return shared;
  }

  private void publishAgents() throws Exception {
    for (var id : List.of(TALKING, MUTE, REFUSING, ECHO, RECORDED, DELETED)) {
      publish(id, Map.of(), "{}");
    }
    publish(PRIVATE, Map.of(), "{\"enable_auth\":true,\"shareable_token\":\"come-in\"}");
    publish(LISTED, Map.of(), "{\"allowlist\":[{\"hostname\":\"example.com\"}]}");
    publish(
        LISTED_PRIVATE,
        Map.of(),
        "{\"enable_auth\":true,\"allowlist\":[{\"hostname\":\"example.com\"}]}");
    limit(SINGLE, Map.of(), "{\"agent_concurrency_limit\":1}");
    limit(TWICE, Map.of(), "{\"daily_limit\":2}");
    limit(BURSTING, Map.of(Workspace.HEADER, SMALL_WORKSPACE), "{\"bursting_enabled\":true}");
    publish(OF_OTHERS, Map.of(Workspace.HEADER, OTHER_WORKSPACE), "{}");
    sender.delete(Topics.AGENTS, DELETED).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private void publish(String id, Map<String, String> headers, String auth) throws Exception {
    settle(id, headers, "{\"auth\":" + auth + "}");
  }

  private void limit(String id, Map<String, String> headers, String limits) throws Exception {
    settle(id, headers, "{\"call_limits\":" + limits + "}");
  }

  private void settle(String id, Map<String, String> headers, String settings) throws Exception {
    var json =
        """
        {"agent_id":"%s","name":"%s","platform_settings":%s}"""
            .formatted(id, id, settings);
    var packet = new Packet(headers, json.getBytes(StandardCharsets.UTF_8));
    sender.send(Topics.AGENTS, id, packet).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private void received(Delivery delivery) {
    var message = FromEdge.CODEC.decode(delivery.packet());
    var id = message.conversationId();
    heard.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(message);
    switch (message.input()) {
      case EdgeInput.Opened opened -> opened(message, opened.agentId());
      case EdgeInput.Audio(var samples)
          when ECHO.equals(agents.get(id)) || RECORDED.equals(agents.get(id)) ->
          say(message, new EdgeOutput.Audio(1, samples, Alignment.none()));
      case EdgeInput.Alive _ -> say(message, new EdgeOutput.Alive());
      default -> {}
    }
  }

  private void opened(FromEdge message, String agentId) {
    agents.put(message.conversationId(), agentId);
    switch (agentId) {
      case MUTE -> {}
      case REFUSING -> say(message, new EdgeOutput.Ended(1008, "override is not allowed"));
      case RECORDED ->
          say(message, new EdgeOutput.Started(AudioFormat.PCM_16000, AudioFormat.PCM_16000, true));
      default -> say(message, new EdgeOutput.Started(AudioFormat.PCM_16000, AudioFormat.PCM_16000));
    }
    if (agentId.equals(ECHO)) {
      say(message, new EdgeOutput.AgentResponse(1, "resp_1", "I repeat what you say."));
    }
  }

  private void say(FromEdge to, EdgeOutput output) {
    say(to.conversationId(), to.edge(), output);
  }

  /** Says this to the edge that holds the conversation. */
  void say(String conversationId, EdgeOutput output) {
    say(conversationId, heard.get(conversationId).getFirst().edge(), output);
  }

  private void say(String conversationId, EdgeAddress edge, EdgeOutput output) {
    var packet = ToEdge.CODEC.encode(new ToEdge(conversationId, output));
    var _ = sender.send(Topics.AUDIO_OUT, edge.partition(), packet);
  }

  /** All that was heard of a conversation so far. */
  List<FromEdge> heard(String conversationId) {
    return heard.getOrDefault(conversationId, List.of());
  }

  <T extends EdgeInput> T awaitInput(String conversationId, Class<T> type) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> find(conversationId, type), Optional::isPresent)
        .orElseThrow();
  }

  private <T extends EdgeInput> Optional<T> find(String conversationId, Class<T> type) {
    return heard(conversationId).stream()
        .map(FromEdge::input)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
