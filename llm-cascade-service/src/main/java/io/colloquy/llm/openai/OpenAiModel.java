package io.colloquy.llm.openai;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.colloquy.llm.model.AnswerGate;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.Usage;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Chat completions of OpenAI and of every server that speaks its protocol: Ollama, vLLM, LM Studio,
 * llama.cpp, Groq, Together and others.
 */
public final class OpenAiModel implements LanguageModel, AutoCloseable {

  /** These take no temperature but their own. */
  private static final Pattern REASONING = Pattern.compile("(o\\d|gpt-5).*");

  /** Where a provider does not count, a token is taken for this many characters. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final OpenAiSettings settings;
  private final OpenAiFailures failures;
  private final HttpClient http;

  public OpenAiModel(OpenAiSettings settings, Duration connectTimeout) {
    this.settings = settings;
    this.failures = new OpenAiFailures(settings);
    // Over plain HTTP the offer to upgrade to HTTP/2 confuses some local servers.
    boolean tls = settings.baseUrl().startsWith("https:");
    this.http =
        HttpClient.newBuilder()
            .version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .build();
  }

  @Override
  public String provider() {
    return "openai";
  }

  @Override
  public boolean keepsToSchemas() {
    return true;
  }

  @Override
  public Answering answer(Question question, AnswerListener listener) {
    var gate = new AnswerGate(listener);
    var stream = new ChatStream(http);
    var _ = Thread.ofVirtual().name("openai").start(() -> run(question, stream, gate));
    return () -> {
      gate.close();
      stream.close();
    };
  }

  private void run(Question question, ChatStream stream, AnswerGate gate) {
    try {
      var model = settings.modelFor(question.model());
      client(stream).chat(request(question, model), handler(question, model, gate));
    } catch (RuntimeException e) {
      gate.failed(failures.of(e));
    }
    gate.failed(ModelFailure.error("the model's stream ended without an end"));
  }

  /** One for each answer, because each has a stream of its own; the connections are shared. */
  private OpenAiStreamingChatModel client(ChatStream stream) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(stream.asBuilder())
        .baseUrl(settings.baseUrl())
        .apiKey(settings.apiKey().orElse(null))
        .build();
  }

  private ChatRequest request(Question question, String model) {
    var parameters = OpenAiChatRequestParameters.builder().modelName(model);
    if (!REASONING.matcher(model).matches()) {
      parameters.temperature(question.temperature());
    }
    if (question.maxTokens() > 0 && settings.isOpenAiItself()) {
      parameters.maxCompletionTokens(question.maxTokens());
    } else if (question.maxTokens() > 0) {
      parameters.maxOutputTokens(question.maxTokens());
    }
    return ChatRequest.builder()
        .messages(messages(question))
        .parameters(parameters.build())
        .build();
  }

  private static List<ChatMessage> messages(Question question) {
    return question.messages().stream()
        .filter(m -> !m.content().isBlank())
        .<ChatMessage>map(
            m ->
                switch (m.role()) {
                  case SYSTEM -> SystemMessage.from(m.content());
                  case USER -> UserMessage.from(m.content());
                  case TOOL -> UserMessage.from(m.content());
                  case ASSISTANT -> AiMessage.from(m.content());
                })
        .toList();
  }

  private StreamingChatResponseHandler handler(Question question, String model, AnswerGate gate) {
    return new StreamingChatResponseHandler() {
      private int characters;

      @Override
      public void onPartialResponse(String text) {
        characters += text.length();
        gate.text(text);
      }

      @Override
      public void onCompleteResponse(ChatResponse response) {
        gate.finished(usage(question, model, response, characters));
      }

      @Override
      public void onError(Throwable error) {
        gate.failed(failures.of(error));
      }
    };
  }

  private static Usage usage(
      Question question, String model, ChatResponse response, int characters) {
    var counted = Optional.ofNullable(response.tokenUsage());
    int asked = question.messages().stream().mapToInt(m -> m.content().length()).sum();
    return new Usage(
        Optional.ofNullable(response.modelName()).orElse(model),
        counted.map(u -> u.inputTokenCount()).orElseGet(() -> tokens(asked)),
        counted.map(u -> u.outputTokenCount()).orElseGet(() -> tokens(characters)));
  }

  private static int tokens(int characters) {
    return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
  }

  /** Ends every answer that still runs. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
