package io.colloquy.contracts.agent;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.colloquy.contracts.Json;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;

/**
 * {@code conversation_config.conversation} (pages 014, 040, 071).
 *
 * @param maxDurationSeconds the call ends after this many seconds
 * @param clientEvents the events that the client is sent; without {@code interruption} the user
 *     cannot interrupt the agent at all (page 014)
 */
public record ConversationSettings(
    Boolean textOnly,
    @Min(1) Integer maxDurationSeconds,
    List<String> clientEvents,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> rest) {

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

  public boolean sends(String clientEvent) {
    return clientEvents.contains(clientEvent);
  }
}
