package io.colloquy.contracts.agent;

import io.colloquy.contracts.Json;
import java.util.List;
import java.util.Map;

/**
 * {@code conversation_config.conversation} (pages 014, 040, 071).
 *
 * @param maxDurationSeconds the call ends after this many seconds
 * @param clientEvents the events that the client is sent, by any name; without {@code interruption}
 *     the user cannot interrupt the agent at all (page 014)
 */
public record ConversationSettings(
    Boolean textOnly,
    Integer maxDurationSeconds,
    List<String> clientEvents,
    @Rest Map<String, Object> rest) {

  public static final List<String> DEFAULT_CLIENT_EVENTS =
      List.of(
          "conversation_initiation_metadata",
          "ping",
          "audio",
          "interruption",
          "user_transcript",
          "tentative_user_transcript",
          "agent_response",
          "agent_response_correction",
          "agent_chat_response_part",
          "client_tool_call",
          "agent_tool_response");

  public ConversationSettings {
    textOnly = Defaults.or(textOnly, false);
    maxDurationSeconds = Defaults.or(maxDurationSeconds, 600);
    clientEvents = clientEvents == null ? DEFAULT_CLIENT_EVENTS : Defaults.list(clientEvents);
    rest = Defaults.map(rest);
  }

  public static ConversationSettings defaults() {
    return Json.read("{}", ConversationSettings.class);
  }

  /**
   * Whether the client is sent this event. An empty list stands for the default one: taken
   * literally it would make an agent that cannot be heard (the command line's sample has one).
   */
  public boolean sends(String clientEvent) {
    var events = clientEvents.isEmpty() ? DEFAULT_CLIENT_EVENTS : clientEvents;
    return events.contains(clientEvent);
  }
}
