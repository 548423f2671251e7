package io.colloquy.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.files.Accepted;
import io.colloquy.llm.hosted.Endpoint;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.hosted.Reading;
import io.colloquy.llm.hosted.Turn;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Question;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Anthropic's Messages API. An answer that follows a schema is asked for as the input of a tool
 * that the model must use: all of its models know that.
 */
public final class AnthropicProtocol implements Protocol {

  public static final String FAMILY = "claude-";
  public static final String VERSION = "/v1";
  public static final String ADDRESS = "https://api.anthropic.com";

  public static final String STANDARD_MODEL = "claude-haiku-4-5";

  static final String ANSWER = "answer";

  private static final String API_VERSION = "2023-06-01";

  /** The API wants a limit; no model's is lower. */
  private static final int MOST_TOKENS = 4096;

  /** Later models take no temperature. */
  private static final Pattern TAKES_TEMPERATURE =
      Pattern.compile("claude-(3.*|(opus|sonnet|haiku)-4(-[0-6])?(-\\d{8})?)");

  /** Names that agents know under which the API does not know them. */
  private static final Map<String, String> NAMES =
      Map.of(
          "claude-sonnet-4", "claude-sonnet-4-20250514",
          "claude-3-7-sonnet", "claude-3-7-sonnet-20250219",
          "claude-3-5-sonnet", "claude-3-5-sonnet-20241022",
          "claude-3-5-sonnet-v1", "claude-3-5-sonnet-20240620",
          "claude-3-5-sonnet-v2@20241022", "claude-3-5-sonnet-20241022",
          "claude-3-haiku", "claude-3-haiku-20240307");

  /** The API takes requests of 32 MB; base64 makes four bytes of three. */
  private static final long MAX_BYTES = 22_000_000;

  /** More than that of a picture in base64 is refused, with the whole question. */
  private static final long MAX_BYTES_OF_PICTURE = 3_750_000;

  private static final String PROVIDER = "anthropic";

  private final Endpoint endpoint;
  private final Catalogue catalogue;

  /** With what is known of models without an operator. */
  public AnthropicProtocol(Endpoint endpoint) {
    this(endpoint, Catalogue.builtin());
  }

  public AnthropicProtocol(Endpoint endpoint, Catalogue catalogue) {
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

  /** The API's name for an id that an agent asked for. */
  String modelFor(String requested) {
    var id = idFor(requested);
    return NAMES.getOrDefault(id, id.replace('@', '-'));
  }

  private String idFor(String requested) {
    boolean mine =
        requested.startsWith(FAMILY)
            || catalogue.providerOfAdded(requested).filter(PROVIDER::equals).isPresent();
    return mine ? requested : endpoint.standardModel();
  }

  @Override
  public Accepted accepted(Question question) {
    var id = idFor(question.model());
    Set<String> types = new HashSet<>(Accepted.PICTURES);
    if (catalogue.takesDocuments(id)) {
      types.add(SentFile.PDF);
    }
    return new Accepted(types, MAX_BYTES_OF_PICTURE, MAX_BYTES);
  }

  @Override
  public HttpRequest request(Question question) {
    return HttpRequest.newBuilder(URI.create(endpoint.baseUrl() + VERSION + "/messages"))
        .header("Content-Type", "application/json")
        .header("Accept", "text/event-stream")
        .header("anthropic-version", API_VERSION)
        .header("x-api-key", endpoint.apiKey())
        .POST(BodyPublishers.ofByteArray(Json.bytes(body(question))))
        .build();
  }

  @Override
  public Reading reading(Question question, AnswerListener listener) {
    return new MessageReading(
        modelFor(question.model()),
        question.answerSchema().isPresent(),
        answering -> catalogue.tariff(question.model(), answering),
        listener);
  }

  private ObjectNode body(Question question) {
    var model = modelFor(question.model());
    var body = Json.MAPPER.createObjectNode().put("model", model).put("stream", true);
    int limit = catalogue.answerLimit(model, question.maxTokens());
    body.put("max_tokens", limit > 0 ? limit : MOST_TOKENS);
    if (TAKES_TEMPERATURE.matcher(model).matches()) {
      body.put("temperature", Math.min(1, question.temperature()));
    }
    var instructions = Turn.instructions(question.messages());
    if (!instructions.isEmpty()) {
      keep(body.putArray("system").addObject().put("type", "text").put("text", instructions));
    }
    var messages = body.putArray("messages");
    for (var turn : Turn.in(question.messages())) {
      var message = messages.addObject().put("role", turn.ofModel() ? "assistant" : "user");
      var content = message.putArray("content");
      turn.messages().forEach(said -> write(said, question.enclosed(), content));
    }
    offer(question, body);
    if (question.answerSchema().isEmpty()) {
      keepWhatStays(body);
    }
    return body;
  }

  /**
   * The next turn begins with the same tools, the same instructions (unless they tell the time) and
   * all that was said up to the model's last words. What follows those may come again otherwise:
   * what was looked up for one answer is in it.
   */
  private static void keepWhatStays(ObjectNode body) {
    keepLast(body.path("tools"));
    for (int i = body.path("messages").size() - 1; i >= 0; i--) {
      var message = body.path("messages").get(i);
      if (message.path("role").asText().equals("assistant")) {
        keepLast(message.path("content"));
        return;
      }
    }
  }

  private static void keepLast(JsonNode blocks) {
    if (blocks.get(blocks.size() - 1) instanceof ObjectNode last) {
      keep(last);
    }
  }

  /** Everything up to this block is read from the cache when it comes again. */
  private static void keep(ObjectNode block) {
    block.putObject("cache_control").put("type", "ephemeral");
  }

  private static void write(ChatMessage message, Map<String, byte[]> enclosed, ArrayNode content) {
    if (message.toolCallId().isPresent()) {
      content
          .addObject()
          .put("type", "tool_result")
          .put("tool_use_id", message.toolCallId().get())
          .put("content", message.content());
      return;
    }
    message.files().forEach(file -> write(file, enclosed.get(file.fileId()), content));
    if (!message.content().isBlank()) {
      content.addObject().put("type", "text").put("text", message.content().strip());
    }
    for (var call : message.toolCalls()) {
      content
          .addObject()
          .put("type", "tool_use")
          .put("id", call.id())
          .put("name", call.name())
          .set("input", Json.read(call.arguments(), ObjectNode.class));
    }
  }

  private static void write(SentFile file, byte[] bytes, ArrayNode content) {
    var block = content.addObject().put("type", file.isImage() ? "image" : "document");
    block
        .putObject("source")
        .put("type", "base64")
        .put("media_type", file.mediaType())
        .put("data", bytes);
    if (!file.isImage()) {
      block.put("title", file.name());
    }
  }

  private static void offer(Question question, ObjectNode body) {
    if (question.tools().isEmpty() && question.answerSchema().isEmpty()) {
      return;
    }
    var tools = body.putArray("tools");
    for (ToolSpec tool : question.tools()) {
      tools
          .addObject()
          .put("name", tool.name())
          .put("description", tool.description())
          .set("input_schema", tool.parameters());
    }
    var choice = body.putObject("tool_choice");
    if (question.answerSchema().isPresent()) {
      tools
          .addObject()
          .put("name", ANSWER)
          .put("description", "Gives the answer.")
          .set("input_schema", question.answerSchema().get());
      choice.put("type", "tool").put("name", ANSWER);
    } else {
      choice.put("type", "auto");
    }
  }
}
