package io.colloquy.gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.gateway.session.ClientMessage;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the text frames of clients. Never throws: whatever arrives is some kind of message. */
public final class ClientMessages {

  private static final String AUDIO = "user_audio_chunk";

  /** In one message; no conversation may have more. */
  private static final int MOST_FILES = 50;

  private static final ClientMessage.Unreadable NO_JSON =
      new ClientMessage.Unreadable("the message is not valid JSON");
  private static final ClientMessage.Unreadable NO_OBJECT =
      new ClientMessage.Unreadable("the message is not a JSON object");
  private static final ClientMessage.Unreadable NO_AUDIO =
      new ClientMessage.Unreadable("user_audio_chunk is not valid base64");

  private static final Set<String> UNSERVED = Set.of("feedback");

  private static final JsonFactory FACTORY = Json.MAPPER.getFactory();
  private static final ObjectReader WHOLE =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public static ClientMessage read(String frame) {
    try (var parser = FACTORY.createParser(frame)) {
      if (parser.nextToken() == JsonToken.START_OBJECT
          && AUDIO.equals(parser.nextFieldName())
          && parser.nextToken() == JsonToken.VALUE_STRING) {
        return audioFirst(parser);
      }
      return WHOLE.readTree(frame) instanceof ObjectNode message ? typed(message) : NO_OBJECT;
    } catch (IOException e) {
      return NO_JSON;
    }
  }

  /** Nearly every frame is audio: it is read without building a tree. */
  private static ClientMessage audioFirst(JsonParser parser) throws IOException {
    var message = audio(parser.getText());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      parser.skipChildren();
    }
    return parser.nextToken() == null ? message : NO_JSON;
  }

  private static ClientMessage audio(String base64) {
    try {
      var samples = Base64.getDecoder().decode(base64);
      return samples.length == 0
          ? new ClientMessage.Meaningless("empty_audio")
          : new ClientMessage.Audio(samples);
    } catch (IllegalArgumentException e) {
      return NO_AUDIO;
    }
  }

  private static ClientMessage typed(ObjectNode message) {
    var type = message.path("type").asText("");
    if (UNSERVED.contains(type)) {
      return new ClientMessage.Unserved(type);
    }
    return switch (type) {
      case "conversation_initiation_client_data" -> initiation(message);
      case "pong" -> pong(message.path("event_id"));
      case "user_message" -> userMessage(message);
      case "multimodal_message" -> multimodalMessage(message);
      case "user_activity" -> new ClientMessage.UserActivity();
      case "contextual_update" -> contextualUpdate(message);
      case "client_tool_result" -> toolResult(message);
      case "mcp_tool_approval_result" -> toolApproval(message);
      case "enclave_setup_config" -> new ClientMessage.Meaningless(type);
      case "" -> untyped(message);
      default -> new ClientMessage.Meaningless("unknown_type");
    };
  }

  private static ClientMessage untyped(ObjectNode message) {
    var audio = message.path(AUDIO);
    if (audio.isMissingNode()) {
      return new ClientMessage.Meaningless("no_type");
    }
    return audio.isTextual() ? audio(audio.textValue()) : NO_AUDIO;
  }

  private static ClientMessage initiation(ObjectNode message) {
    var source = message.path("source_info");
    return new ClientMessage.Initiate(
        new Initiation(
            object(message.path("conversation_config_override")),
            object(message.path("custom_llm_extra_body")),
            object(message.path("dynamic_variables")),
            text(message.path("user_id"))),
        text(source.path("source")),
        text(source.path("version")));
  }

  private static ClientMessage pong(JsonNode eventId) {
    return eventId.isIntegralNumber() && eventId.canConvertToInt()
        ? new ClientMessage.Pong(eventId.intValue())
        : new ClientMessage.Meaningless("pong_without_id");
  }

  private static ClientMessage userMessage(ObjectNode message) {
    return wrappedText(message)
        .<ClientMessage>map(ClientMessage.UserMessage::new)
        .orElseGet(() -> new ClientMessage.Meaningless("user_message_without_text"));
  }

  /** Old clients know {@code file} only; new ones repeat the first of {@code files} there. */
  private static ClientMessage multimodalMessage(ObjectNode message) {
    Set<String> fileIds = new LinkedHashSet<>();
    text(message.path("file").path("file_id")).ifPresent(fileIds::add);
    message.path("files").forEach(file -> text(file.path("file_id")).ifPresent(fileIds::add));
    var text = wrappedText(message).orElse("");
    return text.isEmpty() && fileIds.isEmpty()
        ? new ClientMessage.Meaningless("multimodal_message_without_content")
        : new ClientMessage.UserMessage(text, fileIds.stream().limit(MOST_FILES).toList());
  }

  /** Some clients wrap the text once more, as {@code {"text": "…"}}. */
  private static Optional<String> wrappedText(ObjectNode message) {
    var text = message.path("text");
    return text(text.isObject() ? text.path("text") : text);
  }

  /** Old clients say {@code content} instead of {@code text}. */
  private static ClientMessage contextualUpdate(ObjectNode message) {
    return text(message.path("text"))
        .or(() -> text(message.path("content")))
        .<ClientMessage>map(
            text -> new ClientMessage.ContextualUpdate(text, text(message.path("context_id"))))
        .orElseGet(() -> new ClientMessage.Meaningless("contextual_update_without_text"));
  }

  /** The result should be a string; what is not goes on as the JSON that it is. */
  private static ClientMessage toolResult(ObjectNode message) {
    var result = message.path("result");
    var words = result.isTextual() ? result.textValue() : result.toString();
    return text(message.path("tool_call_id"))
        .<ClientMessage>map(
            id -> new ClientMessage.ToolResult(id, words, message.path("is_error").asBoolean()))
        .orElseGet(() -> new ClientMessage.Meaningless("tool_result_without_id"));
  }

  /** Whatever is not clearly a yes is a no. */
  private static ClientMessage toolApproval(ObjectNode message) {
    boolean isApproved = message.path("is_approved").booleanValue();
    return text(message.path("tool_call_id"))
        .<ClientMessage>map(id -> new ClientMessage.ToolApproval(id, isApproved))
        .orElseGet(() -> new ClientMessage.Meaningless("tool_approval_without_id"));
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue()).filter(text -> !text.isBlank());
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
  }

  private ClientMessages() {}
}
