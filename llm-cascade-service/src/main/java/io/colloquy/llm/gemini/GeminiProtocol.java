package io.colloquy.llm.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.files.Accepted;
import io.colloquy.llm.hosted.Endpoint;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.hosted.Reading;
import io.colloquy.llm.hosted.Turn;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Question;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Google's Gemini API: {@code streamGenerateContent} with server-sent events. */
public final class GeminiProtocol implements Protocol {

  public static final String FAMILY = "gemini-";
  public static final String VERSION = "/v1beta";
  public static final String ADDRESS = "https://generativelanguage.googleapis.com";
  public static final String STANDARD_MODEL = "gemini-2.5-flash";

  /**
   * From the third generation on a call comes with a signature of the thoughts that led to it, and
   * wants it back. Calls here may be another model's, so that nobody keeps signatures; this word
   * stands for one.
   */
  private static final String NO_SIGNATURE = "skip_thought_signature_validator";

  /** Thinks before it speaks unless told not to, while a caller listens to silence. */
  private static final String THINKS_UNASKED = "gemini-2.5-flash";

  /** The API takes requests of 20 MB; base64 makes four bytes of three. */
  private static final long MAX_BYTES = 14_000_000;

  private static final String PROVIDER = "gemini";

  private final Endpoint endpoint;
  private final Catalogue catalogue;

  /** With what is known of models without an operator. */
  public GeminiProtocol(Endpoint endpoint) {
    this(endpoint, Catalogue.builtin());
  }

  public GeminiProtocol(Endpoint endpoint, Catalogue catalogue) {
    this.endpoint = endpoint;
    this.catalogue = catalogue;
  }

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public String baseUrl() {
    return endpoint.baseUrl();
  }

  @Override
  public Optional<String> apiKey() {
    return Optional.of(endpoint.apiKey());
  }

  private String modelFor(String requested) {
    boolean mine =
        requested.startsWith(FAMILY)
            || catalogue.providerOfAdded(requested).filter(PROVIDER::equals).isPresent();
    return mine ? requested : endpoint.standardModel();
  }

  @Override
  public Accepted accepted(Question question) {
    Set<String> types = new HashSet<>(Accepted.STILL_PICTURES);
    types.add(SentFile.PDF);
    return new Accepted(types, MAX_BYTES, MAX_BYTES);
  }

  @Override
  public HttpRequest request(Question question) {
    var model = modelFor(question.model());
    var path =
        "%s/models/%s:streamGenerateContent?alt=sse"
            .formatted(VERSION, URLEncoder.encode(model, StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(endpoint.baseUrl() + path))
        .header("Content-Type", "application/json")
        .header("Accept", "text/event-stream")
        .header("x-goog-api-key", endpoint.apiKey())
        .POST(BodyPublishers.ofByteArray(Json.bytes(body(question, model))))
        .build();
  }

  @Override
  public Reading reading(Question question, AnswerListener listener) {
    return new CandidateReading(
        modelFor(question.model()),
        answering -> catalogue.tariff(question.model(), answering),
        listener);
  }

  private ObjectNode body(Question question, String model) {
    var body = Json.MAPPER.createObjectNode();
    var instructions = Turn.instructions(question.messages());
    if (!instructions.isEmpty()) {
      body.putObject("systemInstruction").putArray("parts").addObject().put("text", instructions);
    }
    boolean signed = !model.startsWith("gemini-1") && !model.startsWith("gemini-2");
    var contents = new Contents(body.putArray("contents"), signed, question.enclosed());
    Turn.in(question.messages()).forEach(contents::write);
    if (!question.tools().isEmpty()) {
      var functions = body.putArray("tools").addObject().putArray("functionDeclarations");
      for (var tool : question.tools()) {
        functions
            .addObject()
            .put("name", tool.name())
            .put("description", tool.description())
            .set("parametersJsonSchema", tool.parameters());
      }
      body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", "AUTO");
    }
    var generation = body.putObject("generationConfig").put("temperature", question.temperature());
    int limit = catalogue.answerLimit(model, question.maxTokens());
    if (limit > 0) {
      generation.put("maxOutputTokens", limit);
    }
    question
        .answerSchema()
        .ifPresent(
            schema ->
                generation
                    .put("responseMimeType", "application/json")
                    .set("responseJsonSchema", schema));
    if (model.startsWith(THINKS_UNASKED)) {
      generation.putObject("thinkingConfig").put("thinkingBudget", 0);
    }
    return body;
  }

  /** Writes turns; knows the names of the calls whose results come later. */
  private record Contents(
      ArrayNode array, boolean signed, Map<String, byte[]> enclosed, Map<String, String> names) {

    Contents(ArrayNode array, boolean signed, Map<String, byte[]> enclosed) {
      this(array, signed, enclosed, new HashMap<>());
    }

    /** Results stand alone: with anything else beside them some models refuse them. */
    void write(Turn turn) {
      var results = turn.messages().stream().filter(m -> m.toolCallId().isPresent()).toList();
      var words = turn.messages().stream().filter(m -> m.toolCallId().isEmpty()).toList();
      if (!results.isEmpty()) {
        var parts = parts("user");
        results.forEach(result -> result(result, parts));
      }
      if (!words.isEmpty()) {
        words(words, parts(turn.ofModel() ? "model" : "user"));
      }
    }

    private ArrayNode parts(String role) {
      return array.addObject().put("role", role).putArray("parts");
    }

    private void words(List<ChatMessage> messages, ArrayNode parts) {
      for (var message : messages) {
        for (var file : message.files()) {
          parts
              .addObject()
              .putObject("inlineData")
              .put("mimeType", file.mediaType())
              .put("data", enclosed.get(file.fileId()));
        }
        if (!message.content().isBlank()) {
          parts.addObject().put("text", message.content());
        }
        boolean first = true;
        for (var call : message.toolCalls()) {
          call(call, parts.addObject(), signed && first);
          first = false;
        }
      }
    }

    private void call(ToolCall call, ObjectNode part, boolean withSignature) {
      names.put(call.id(), call.name());
      part.putObject("functionCall")
          .put("id", call.id())
          .put("name", call.name())
          .set("args", Json.read(call.arguments(), ObjectNode.class));
      if (withSignature) {
        part.put("thoughtSignature", NO_SIGNATURE);
      }
    }

    private void result(ChatMessage message, ArrayNode parts) {
      var id = message.toolCallId().orElseThrow();
      parts
          .addObject()
          .putObject("functionResponse")
          .put("id", id)
          .put("name", names.getOrDefault(id, id))
          .set("response", object(message.content()));
    }

    /** A result is an object; a text becomes one. */
    private static JsonNode object(String content) {
      try {
        var json = Json.MAPPER.readTree(content);
        if (json.isObject()) {
          return json;
        }
      } catch (JsonProcessingException e) {
        return Json.MAPPER.createObjectNode().put("result", content);
      }
      return Json.MAPPER.createObjectNode().put("result", content);
    }
  }
}
