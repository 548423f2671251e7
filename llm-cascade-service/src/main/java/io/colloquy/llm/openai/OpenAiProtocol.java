package io.colloquy.llm.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.files.Accepted;
import io.colloquy.llm.hosted.PairedCalls;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.hosted.Reading;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Question;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chat completions of OpenAI and of every server that speaks its protocol: Ollama, vLLM, LM Studio,
 * llama.cpp, Groq, Together and others.
 */
public final class OpenAiProtocol implements Protocol {

  /** These take no temperature but their own. */
  private static final Pattern REASONING = Pattern.compile("(o\\d|gpt-5).*");

  /** The provider takes requests of 50 MB; base64 makes four bytes of three. */
  private static final long MAX_BYTES = 30_000_000;

  private static final String OPENAI = "openai";

  private final String provider;

  private final OpenAiSettings settings;
  private final Catalogue catalogue;

  /** With what is known of models without an operator. */
  public OpenAiProtocol(OpenAiSettings settings) {
    this(OPENAI, settings, Catalogue.builtin());
  }

  public OpenAiProtocol(OpenAiSettings settings, Catalogue catalogue) {
    this(OPENAI, settings, catalogue);
  }

  /**
   * @param provider what it is called in metrics and logs
   */
  public OpenAiProtocol(String provider, OpenAiSettings settings, Catalogue catalogue) {
    this.provider = provider;
    this.settings = settings;
    this.catalogue = catalogue;
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public String baseUrl() {
    return settings.baseUrl();
  }

  @Override
  public Optional<String> apiKey() {
    return settings.apiKey();
  }

  /** What the operator has brought in under this provider's name goes there by its own id. */
  private String modelFor(String requested) {
    return catalogue
        .providerOfAdded(requested)
        .filter(provider::equals)
        .map(_ -> requested)
        .orElseGet(() -> settings.modelFor(requested));
  }

  /** PDFs are known to OpenAI only, not to all who speak its protocol. */
  @Override
  public Accepted accepted(Question question) {
    var model = modelFor(question.model());
    if (!settings.images().orElseGet(() -> catalogue.takesImages(model))) {
      return Accepted.NOTHING;
    }
    Set<String> types = new HashSet<>(Accepted.STILL_PICTURES);
    if (settings.isOpenAiItself() && catalogue.takesDocuments(model)) {
      types.add(SentFile.PDF);
    }
    return new Accepted(types, MAX_BYTES, MAX_BYTES);
  }

  @Override
  public HttpRequest request(Question question) {
    var request =
        HttpRequest.newBuilder(URI.create(settings.baseUrl() + "/chat/completions"))
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body(question))));
    settings.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  @Override
  public Reading reading(Question question, AnswerListener listener) {
    return new ChatReading(
        question,
        modelFor(question.model()),
        answering -> catalogue.tariff(question.model(), answering),
        listener);
  }

  ObjectNode body(Question question) {
    var model = modelFor(question.model());
    var body = Json.MAPPER.createObjectNode().put("model", model).put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    if (settings.isOpenAiItself()) {
      body.put("prompt_cache_key", PromptPrefix.key(question));
    }
    if (!REASONING.matcher(model).matches()) {
      body.put("temperature", question.temperature());
    }
    question
        .reasoningEffort()
        .filter(catalogue.reasoningEfforts(model)::contains)
        .ifPresent(effort -> body.put("reasoning_effort", effort));
    int limit = answerLimit(question, model);
    if (limit > 0) {
      body.put(settings.isOpenAiItself() ? "max_completion_tokens" : "max_tokens", limit);
    }
    question.answerSchema().ifPresent(schema -> format(body, schema));
    var messages = body.putArray("messages");
    PairedCalls.in(question.messages())
        .forEach(message -> write(message, question.enclosed(), messages));
    if (!question.tools().isEmpty()) {
      var tools = body.putArray("tools");
      question.tools().forEach(tool -> write(tool, tools));
      body.put("tool_choice", "auto");
    }
    return body;
  }

  /** A customer's own model may have any name, and any limit. */
  private int answerLimit(Question question, String model) {
    return question.model().equals(CustomModel.ID)
        ? question.maxTokens()
        : catalogue.answerLimit(model, question.maxTokens());
  }

  private static void format(ObjectNode body, ObjectNode schema) {
    body.putObject("response_format")
        .put("type", "json_schema")
        .putObject("json_schema")
        .put("name", "answer")
        .put("strict", true)
        .set("schema", schema);
  }

  private static void write(ToolSpec tool, ArrayNode tools) {
    tools
        .addObject()
        .put("type", "function")
        .putObject("function")
        .put("name", tool.name())
        .put("description", tool.description())
        .set("parameters", tool.parameters());
  }

  /** A message that says nothing is left out: some servers refuse it. */
  private static void write(ChatMessage message, Map<String, byte[]> enclosed, ArrayNode messages) {
    boolean silent = message.content().isBlank();
    if (!message.files().isEmpty()) {
      var parts = messages.addObject().put("role", message.role().wireName()).putArray("content");
      message.files().forEach(file -> write(file, enclosed.get(file.fileId()), parts.addObject()));
      if (!silent) {
        parts.addObject().put("type", "text").put("text", message.content());
      }
    } else if (!message.toolCalls().isEmpty()) {
      var object = messages.addObject().put("role", message.role().wireName());
      object.put("content", silent ? null : message.content());
      var calls = object.putArray("tool_calls");
      message.toolCalls().forEach(call -> write(call, calls));
    } else if (message.toolCallId().isPresent() || !silent) {
      var object = messages.addObject().put("role", message.role().wireName());
      message.toolCallId().ifPresent(id -> object.put("tool_call_id", id));
      object.put("content", message.content());
    }
  }

  private static void write(SentFile file, byte[] bytes, ObjectNode part) {
    var data = "data:" + file.mediaType() + ";base64," + Base64.getEncoder().encodeToString(bytes);
    if (file.isImage()) {
      part.put("type", "image_url").putObject("image_url").put("url", data);
    } else {
      part.put("type", "file")
          .putObject("file")
          .put("filename", file.name())
          .put("file_data", data);
    }
  }

  private static void write(ToolCall call, ArrayNode calls) {
    calls
        .addObject()
        .put("id", call.id())
        .put("type", "function")
        .putObject("function")
        .put("name", call.name())
        .put("arguments", call.arguments());
  }
}
