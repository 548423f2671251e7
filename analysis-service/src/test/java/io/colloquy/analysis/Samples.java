package io.colloquy.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Failure;
import io.colloquy.contracts.event.ConversationEvent.Started;
import io.colloquy.contracts.event.TranscriptTurn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of a short call, as the conversation-service would publish them. */
public final class Samples {

  public static final String AGENT = "agent_ada";
  public static final long START = 1_763_884_800L;

  public static Started started(String conversationId) {
    return started(conversationId, AGENT, START, Optional.of("user_1"));
  }

  public static Started started(
      String conversationId, String agentId, long startedAt, Optional<String> userId) {
    ObjectNode override = Json.MAPPER.createObjectNode();
    override.putObject("agent").put("language", "en");
    var variables = Json.MAPPER.createObjectNode().put("name", "Zoë").put("age", 41);
    return new Started(
        conversationId,
        agentId,
        "Ada",
        startedAt,
        "public",
        Optional.of("js_sdk"),
        Optional.of("1.25.0"),
        "en",
        false,
        new Initiation(override, Json.MAPPER.createObjectNode(), variables, userId));
  }

  public static TranscriptTurn turn(String conversationId, int index) {
    var role = index % 2 == 0 ? TranscriptTurn.Role.AGENT : TranscriptTurn.Role.USER;
    return new TranscriptTurn(
        conversationId,
        AGENT,
        index,
        role,
        "turn " + index,
        3 * index,
        false,
        Optional.empty(),
        Optional.of("audio"),
        Map.of("convai_llm_service_ttfb", 120.5),
        List.of());
  }

  public static TranscriptTurn interruptedTurn(String conversationId, int index) {
    return new TranscriptTurn(
        conversationId,
        AGENT,
        index,
        TranscriptTurn.Role.AGENT,
        "We open",
        3 * index,
        true,
        Optional.of("We open at nine."),
        Optional.of("audio"),
        Map.of(),
        List.of());
  }

  public static Ended ended(String conversationId, int turnCount) {
    return new Ended(
        conversationId, AGENT, START, START + 60, turnCount, "The user hung up.", Optional.empty());
  }

  public static Ended failed(String conversationId, int turnCount) {
    return new Ended(
        conversationId,
        AGENT,
        START,
        START + 60,
        turnCount,
        "",
        Optional.of(new Failure(1011, "The model did not answer.")));
  }

  private Samples() {}
}
