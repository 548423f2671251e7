package io.colloquy.llm.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.llm.files.Accepted;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.hosted.Reading;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Question;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A customer's own model (page 007): chat completions, with the client's {@code
 * elevenlabs_extra_body} and {@code user_id} beside what every such server gets.
 */
final class CustomProtocol implements Protocol {

  private final CustomModel custom;
  private final OpenAiProtocol chat;
  private final Map<String, String> headers;

  /**
   * @param apiKey as it is, unsealed
   * @param headers likewise
   * @throws IllegalArgumentException if the model's address is none
   */
  CustomProtocol(CustomModel custom, Optional<String> apiKey, Map<String, String> headers) {
    this.custom = custom;
    this.headers = Map.copyOf(headers);
    this.chat =
        new OpenAiProtocol(
            new OpenAiSettings(
                custom.url(),
                apiKey,
                Optional.of(custom.model().orElse(CustomModel.ID)),
                CustomModel.ID));
  }

  @Override
  public String provider() {
    return "custom";
  }

  @Override
  public String baseUrl() {
    return chat.baseUrl();
  }

  @Override
  public Optional<String> apiKey() {
    return chat.apiKey();
  }

  @Override
  public List<String> secrets() {
    return Stream.concat(apiKey().stream(), headers.values().stream())
        .filter(value -> !value.isBlank())
        .toList();
  }

  @Override
  public Accepted accepted(Question question) {
    return chat.accepted(question);
  }

  @Override
  public HttpRequest request(Question question) {
    var request =
        HttpRequest.newBuilder(address())
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body(question))));
    apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    headers.forEach(request::setHeader); // the customer's word counts, for the key too
    return request.build();
  }

  private URI address() {
    var version =
        custom
            .apiVersion()
            .map(it -> "?api-version=" + URLEncoder.encode(it, StandardCharsets.UTF_8))
            .orElse("");
    return URI.create(baseUrl() + "/chat/completions" + version);
  }

  private ObjectNode body(Question question) {
    var body = chat.body(question);
    if (!custom.extraBody().isEmpty()) {
      body.set("elevenlabs_extra_body", custom.extraBody());
    }
    custom.userId().ifPresent(id -> body.put("user_id", id));
    return body;
  }

  @Override
  public Reading reading(Question question, AnswerListener listener) {
    return chat.reading(question, listener);
  }
}
