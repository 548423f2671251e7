package io.colloquy.gateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.speech.Alignment;
import io.colloquy.gateway.session.ServerMessage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Writes messages as the text frames that every official client understands.
 *
 * <p>Clients differ in what they demand, none minds what it does not know. So each message carries
 * everything that any of them needs: {@code event_id} is always a number, {@code response_id} a
 * string, {@code ping_ms} is there even when it is null.
 */
public final class Renderer {

  private static final Renderer COMMON = new Renderer(false);
  private static final Renderer SWIFT = new Renderer(true);

  private final boolean swift;

  private Renderer(boolean swift) {
    this.swift = swift;
  }

  /**
   * @param source the client library as it names itself
   */
  public static Renderer forSource(Optional<String> source) {
    return source.filter(name -> name.startsWith("swift")).isPresent() ? SWIFT : COMMON;
  }

  /**
   * @throws IllegalArgumentException for an output that is not meant for clients
   */
  public String render(ServerMessage message) {
    var text = new StringWriter(sizeHint(message));
    try (var json = Json.MAPPER.getFactory().createGenerator(text)) {
      json.writeStartObject();
      switch (message) {
        case ServerMessage.Metadata metadata -> metadata(json, metadata);
        case ServerMessage.Ping ping -> ping(json, ping);
        case ServerMessage.Relayed(var output) -> output(json, output);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes any text", e);
    }
    return text.toString();
  }

  private static int sizeHint(ServerMessage message) {
    return message instanceof ServerMessage.Relayed(EdgeOutput.Audio audio)
        ? audio.samples().length * 4 / 3 + 512
        : 256;
  }

  private static void metadata(JsonGenerator json, ServerMessage.Metadata metadata)
      throws IOException {
    begin(json, "conversation_initiation_metadata", "conversation_initiation_metadata_event");
    json.writeStringField("conversation_id", metadata.conversationId());
    json.writeStringField("agent_output_audio_format", metadata.agentOutput().wireName());
    json.writeStringField("user_input_audio_format", metadata.userInput().wireName());
    json.writeEndObject();
  }

  private static void ping(JsonGenerator json, ServerMessage.Ping ping) throws IOException {
    begin(json, "ping", "ping_event");
    json.writeNumberField("event_id", ping.eventId());
    if (ping.pingMs().isPresent()) {
      json.writeNumberField("ping_ms", ping.pingMs().getAsInt());
    } else {
      json.writeNullField("ping_ms");
    }
    json.writeEndObject();
  }

  private void output(JsonGenerator json, EdgeOutput output) throws IOException {
    switch (output) {
      case EdgeOutput.Audio audio -> audio(json, audio);
      case EdgeOutput.AgentResponse response -> agentResponse(json, response);
      case EdgeOutput.AgentResponsePart part -> agentResponsePart(json, part);
      case EdgeOutput.AgentResponseCorrection correction -> correction(json, correction);
      case EdgeOutput.UserTranscript(int id, var text) ->
          transcript(json, "user_transcript", "user_transcription_event", id, text);
      case EdgeOutput.TentativeUserTranscript(int id, var text) ->
          transcript(
              json, "tentative_user_transcript", "tentative_user_transcription_event", id, text);
      case EdgeOutput.Interruption interruption -> interruption(json, interruption);
      case EdgeOutput.VadScore(double score) -> {
        begin(json, "vad_score", "vad_score_event");
        json.writeNumberField("vad_score", score);
        json.writeEndObject();
      }
      case EdgeOutput.Failure failure -> failure(json, failure);
      case EdgeOutput.ToolAsked asked -> toolAsked(json, asked);
      case EdgeOutput.ToolBegan(int id, var callId, var name, var type) -> {
        begin(json, "agent_tool_request", "agent_tool_request");
        tool(json, id, callId, name, type);
        json.writeEndObject();
      }
      case EdgeOutput.ToolEnded ended -> toolEnded(json, ended);
      case EdgeOutput.McpToolUse use -> mcpToolUse(json, use);
      case EdgeOutput.McpServers(var servers) -> mcpServers(json, servers);
      case EdgeOutput.NumberWanted _,
          EdgeOutput.KeysPressed _,
          EdgeOutput.Started _,
          EdgeOutput.Alive _,
          EdgeOutput.Ended _ ->
          throw new IllegalArgumentException("not for clients: " + output);
    }
  }

  private static void audio(JsonGenerator json, EdgeOutput.Audio audio) throws IOException {
    begin(json, "audio", "audio_event");
    json.writeFieldName("audio_base_64");
    // Base64 needs no escaping, and the JDK writes it several times faster than Jackson.
    json.writeRawValue('"' + Base64.getEncoder().encodeToString(audio.samples()) + '"');
    json.writeNumberField("event_id", audio.eventId());
    alignment(json, audio.alignment());
    json.writeEndObject();
  }

  private static void alignment(JsonGenerator json, Alignment alignment) throws IOException {
    json.writeObjectFieldStart("alignment");
    json.writeArrayFieldStart("chars");
    for (var character : alignment.chars()) {
      json.writeString(character);
    }
    json.writeEndArray();
    numbers(json, "char_start_times_ms", alignment.startMs());
    numbers(json, "char_durations_ms", alignment.durationMs());
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, String name, List<Integer> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private static void agentResponse(JsonGenerator json, EdgeOutput.AgentResponse response)
      throws IOException {
    begin(json, "agent_response", "agent_response_event");
    json.writeStringField("agent_response", response.text());
    json.writeNumberField("event_id", response.eventId());
    json.writeStringField("response_id", response.responseId());
    json.writeEndObject();
  }

  private static void agentResponsePart(JsonGenerator json, EdgeOutput.AgentResponsePart part)
      throws IOException {
    begin(json, "agent_chat_response_part", "text_response_part");
    json.writeStringField("text", part.text());
    json.writeStringField("type", part.part().wireName());
    json.writeNumberField("event_id", part.eventId());
    json.writeStringField("response_id", part.responseId());
    json.writeEndObject();
  }

  private static void correction(JsonGenerator json, EdgeOutput.AgentResponseCorrection correction)
      throws IOException {
    begin(json, "agent_response_correction", "agent_response_correction_event");
    json.writeStringField("original_agent_response", correction.original());
    json.writeStringField("corrected_agent_response", correction.corrected());
    json.writeNumberField("event_id", correction.eventId());
    json.writeStringField("response_id", correction.responseId());
    json.writeEndObject();
  }

  private static void transcript(
      JsonGenerator json, String type, String body, int eventId, String text) throws IOException {
    begin(json, type, body);
    json.writeStringField("user_transcript", text);
    json.writeNumberField("event_id", eventId);
    json.writeEndObject();
  }

  private static void interruption(JsonGenerator json, EdgeOutput.Interruption interruption)
      throws IOException {
    begin(json, "interruption", "interruption_event");
    json.writeNumberField("event_id", interruption.eventId());
    json.writeStringField("reason", interruption.reason());
    json.writeEndObject();
  }

  private static void toolAsked(JsonGenerator json, EdgeOutput.ToolAsked asked) throws IOException {
    begin(json, "client_tool_call", "client_tool_call");
    json.writeStringField("tool_name", asked.toolName());
    json.writeStringField("tool_call_id", asked.toolCallId());
    json.writePOJOField("parameters", asked.parameters());
    json.writeNumberField("event_id", asked.eventId());
    json.writeBooleanField("expects_response", asked.expectsResponse());
    json.writeEndObject();
  }

  private static void toolEnded(JsonGenerator json, EdgeOutput.ToolEnded ended) throws IOException {
    begin(json, "agent_tool_response", "agent_tool_response");
    tool(json, ended.eventId(), ended.toolCallId(), ended.toolName(), ended.toolType());
    json.writeBooleanField("is_error", ended.isError());
    json.writeBooleanField("is_called", ended.isCalled());
    json.writeEndObject();
  }

  private static void tool(JsonGenerator json, int eventId, String callId, String name, String type)
      throws IOException {
    json.writeStringField("tool_name", name);
    json.writeStringField("tool_call_id", callId);
    json.writeStringField("tool_type", type);
    json.writeNumberField("event_id", eventId);
  }

  private static void mcpToolUse(JsonGenerator json, EdgeOutput.McpToolUse use) throws IOException {
    begin(json, "mcp_tool_call", "mcp_tool_call");
    json.writeStringField("service_id", use.serverId());
    json.writeStringField("tool_call_id", use.toolCallId());
    json.writeStringField("tool_name", use.toolName());
    json.writeStringField("tool_description", use.description());
    json.writePOJOField("parameters", use.parameters());
    json.writeStringField("timestamp", Instant.ofEpochMilli(use.atMs()).toString());
    json.writeStringField("state", use.state().wireName());
    switch (use.state()) {
      case LOADING -> {}
      case AWAITING_APPROVAL ->
          json.writeNumberField("approval_timeout_secs", use.patienceSecs().orElse(0));
      case SUCCESS -> {
        json.writeArrayFieldStart("result");
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", use.detail().orElse(""));
        json.writeEndObject();
        json.writeEndArray();
      }
      case FAILURE -> json.writeStringField("error_message", use.detail().orElse(""));
    }
    json.writeEndObject();
  }

  private static void mcpServers(JsonGenerator json, List<EdgeOutput.McpServer> servers)
      throws IOException {
    begin(json, "mcp_connection_status", "mcp_connection_status");
    json.writeArrayFieldStart("integrations");
    for (var server : servers) {
      json.writeStartObject();
      json.writeStringField("integration_id", server.serverId());
      json.writeStringField("integration_type", "mcp_server");
      json.writeBooleanField("is_connected", server.isConnected());
      json.writeNumberField("tool_count", server.toolCount());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Old Swift clients break on {@code error}; new ones know it under another name. */
  private void failure(JsonGenerator json, EdgeOutput.Failure failure) throws IOException {
    begin(json, swift ? "client_error" : "error", "error_event");
    json.writeNumberField("code", failure.code());
    if (swift) {
      json.writeStringField("error_name", failure.errorType());
    }
    json.writeStringField("error_type", failure.errorType());
    json.writeStringField("message", failure.message());
    json.writeStringField("reason", failure.message());
    json.writeEndObject();
  }

  private static void begin(JsonGenerator json, String type, String body) throws IOException {
    json.writeStringField("type", type);
    json.writeObjectFieldStart(body);
  }
}
