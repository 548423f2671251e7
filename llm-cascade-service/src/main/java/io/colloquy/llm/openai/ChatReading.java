package io.colloquy.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.llm.hosted.BrokenOff;
import io.colloquy.llm.hosted.CallsInPieces;
import io.colloquy.llm.hosted.Reading;
import io.colloquy.llm.hosted.ServerSentEvent;
import io.colloquy.llm.hosted.Withheld;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.Tariff;
import io.colloquy.llm.model.Usage;
import java.io.EOFException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The chunks of one chat completion. What a model thinks, in a member of its own ({@code
 * reasoning_content}), in a part of its own or in its text, is no part of its answer.
 */
final class ChatReading implements Reading {

  /** Where a provider does not count, a token is taken for this many characters. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private static final String FILTER = "content_filter";

  private final Question question;
  private final Function<String, Tariff> tariffs;
  private final AnswerListener listener;
  private final ThoughtsAside thoughts = new ThoughtsAside();
  private final CallsInPieces calls = new CallsInPieces();
  private String model;
  private Optional<JsonNode> usage = Optional.empty();
  private int characters;
  private boolean refused;
  private boolean withheld;
  private boolean complete;
  private boolean over;

  /**
   * @param model that is asked
   * @param tariffs what the model costs that turns out to answer
   */
  ChatReading(
      Question question, String model, Function<String, Tariff> tariffs, AnswerListener listener) {
    this.question = question;
    this.model = model;
    this.tariffs = tariffs;
    this.listener = listener;
  }

  @Override
  public void event(ServerSentEvent event) {
    if (event.data().strip().equals("[DONE]")) {
      complete = true;
      over = true;
      return;
    }
    var chunk = event.json();
    if (chunk.hasNonNull("error") || event.name().equals("error")) {
      throw new BrokenOff(event.data());
    }
    model = text(chunk, "model").orElse(model);
    usage =
        Stream.of(chunk.path("usage"), chunk.path("x_groq").path("usage"))
            .filter(JsonNode::isObject)
            .findFirst()
            .or(() -> usage);
    var choice = chunk.path("choices").path(0);
    delta(choice.path("delta"));
    end(choice.path("finish_reason"), event);
  }

  private void end(JsonNode reason, ServerSentEvent event) {
    complete |= reason.isTextual();
    withheld |= reason.asText().equals(FILTER);
    if (reason.asText().equals("error")) {
      throw new BrokenOff(event.data());
    }
  }

  private void delta(JsonNode delta) {
    refused |= text(delta, "refusal").isPresent();
    text(delta, "content").map(thoughts::next).ifPresent(this::say);
    for (var part : delta.path("content")) {
      if (part.path("type").asText().equals("text")) {
        say(thoughts.next(part.path("text").asText()));
      }
    }
    for (var piece : delta.path("tool_calls")) {
      var function = piece.path("function");
      var arguments = function.path("arguments");
      calls.add(
          Optional.of(piece.path("index")).filter(JsonNode::isInt).map(JsonNode::intValue),
          piece.path("id").asText(""),
          function.path("name").asText(""),
          arguments.isObject() ? Json.text(arguments) : arguments.asText(""));
      listener.callGrows();
    }
  }

  private void say(String text) {
    characters += text.length();
    listener.text(text);
  }

  private static Optional<String> text(JsonNode object, String member) {
    return Optional.of(object.path(member))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(text -> !text.isEmpty());
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public void end() throws EOFException {
    if (!complete) {
      throw new EOFException("the stream ended in the middle of the answer");
    }
    if (refused || withheld) {
      throw new Withheld(refused ? "refusal" : FILTER);
    }
    say(thoughts.rest());
    calls.whole().forEach(listener::call);
    listener.finished(usage());
  }

  private Usage usage() {
    return usage.map(this::counted).orElseGet(this::estimated);
  }

  /**
   * What a provider read from its cache is a part of the prompt's tokens. Some do not count what
   * the model thought into the completion, but all do into the total.
   */
  private Usage counted(JsonNode counts) {
    int prompt = counts.path("prompt_tokens").asInt();
    int cached = counts.path("prompt_tokens_details").path("cached_tokens").asInt();
    int read = Math.clamp(cached, 0, prompt);
    int written =
        Math.max(
            counts.path("completion_tokens").asInt(), counts.path("total_tokens").asInt() - prompt);
    return new Usage(model, prompt - read, read, 0, written, tariffs.apply(model));
  }

  private Usage estimated() {
    int asked = question.messages().stream().mapToInt(m -> m.content().length()).sum();
    int written = tokens(characters + calls.length());
    return new Usage(model, tokens(asked), 0, 0, written, tariffs.apply(model));
  }

  private static int tokens(int characters) {
    return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
  }
}
