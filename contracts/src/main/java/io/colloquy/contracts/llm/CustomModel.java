package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * A customer's own model behind an OpenAI-compatible address (page 007).
 *
 * @param url with or without {@code /v1}, a slash at its end, or {@code /chat/completions}
 * @param model what the customer's server calls it
 * @param apiVersion goes into the query as {@code api-version}
 * @param extraBody what the client gave for {@code elevenlabs_extra_body}; empty for nothing
 * @param userId whom the conversation is with, if the client said so
 */
public record CustomModel(
    String url,
    Optional<String> model,
    Optional<Value> apiKey,
    Map<String, Value> headers,
    Optional<String> apiVersion,
    ObjectNode extraBody,
    Optional<String> userId) {

  /** What agents name such a model by. */
  public static final String ID = "custom-llm";

  public CustomModel {
    headers = Map.copyOf(headers);
  }

  /** A header's value. No secret is readable on its way. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Value.Plain.class, name = "plain"),
    @JsonSubTypes.Type(value = Value.Sealed.class, name = "sealed")
  })
  public sealed interface Value {

    record Plain(String text) implements Value {}

    /**
     * @param place where it was sealed for; only with this it can be opened
     */
    record Sealed(String place, String sealed) implements Value {}
  }
}
