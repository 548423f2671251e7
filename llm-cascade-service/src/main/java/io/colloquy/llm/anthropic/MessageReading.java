package io.colloquy.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.llm.hosted.BrokenOff;
import io.colloquy.llm.hosted.CallsInPieces;
import io.colloquy.llm.hosted.Reading;
import io.colloquy.llm.hosted.ServerSentEvent;
import io.colloquy.llm.hosted.Withheld;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Tariff;
import io.colloquy.llm.model.Usage;
import java.io.EOFException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The events of one message. Its content comes in numbered blocks: text is said, tool uses are
 * calls, thinking is neither. Kinds of events and blocks that are not known are passed over, as the
 * API asks.
 */
final class MessageReading implements Reading {

  private static final String REFUSAL = "refusal";

  private final boolean bySchema;
  private final Function<String, Tariff> tariffs;
  private final AnswerListener listener;
  private final CallsInPieces calls = new CallsInPieces();
  private final Set<Integer> answerBlocks = new HashSet<>();
  private String model;
  private int inputTokens;
  private int cacheReadTokens;
  private int cacheWriteTokens;
  private int outputTokens;
  private String stopReason = "";
  private boolean stopped;

  /**
   * @param bySchema the answer is the input of the tool {@link AnthropicProtocol#ANSWER}, and its
   *     text is none of it
   * @param tariffs what the model costs that turns out to answer
   */
  MessageReading(
      String model, boolean bySchema, Function<String, Tariff> tariffs, AnswerListener listener) {
    this.model = model;
    this.bySchema = bySchema;
    this.tariffs = tariffs;
    this.listener = listener;
  }

  @Override
  public void event(ServerSentEvent event) {
    var json = event.json();
    switch (json.path("type").asText(event.name())) {
      case "message_start" -> {
        model = json.path("message").path("model").asText(model);
        count(json.path("message").path("usage"));
      }
      case "content_block_start" -> begin(json.path("index").asInt(), json.path("content_block"));
      case "content_block_delta" -> goOn(json.path("index").asInt(), json.path("delta"));
      case "message_delta" -> {
        stopReason = json.path("delta").path("stop_reason").asText(stopReason);
        count(json.path("usage"));
      }
      case "message_stop" -> stopped = true;
      case "error" -> throw new BrokenOff(event.data());
      default -> {}
    }
  }

  private void begin(int index, JsonNode block) {
    switch (block.path("type").asText()) {
      case "text" -> say(block.path("text").asText());
      case "tool_use" -> {
        var name = block.path("name").asText();
        if (bySchema && name.equals(AnthropicProtocol.ANSWER)) {
          answerBlocks.add(index);
        } else {
          calls.add(Optional.of(index), block.path("id").asText(), name, "");
          listener.callGrows();
        }
      }
      default -> {}
    }
  }

  private void goOn(int index, JsonNode delta) {
    switch (delta.path("type").asText()) {
      case "text_delta" -> say(delta.path("text").asText());
      case "input_json_delta" -> {
        var piece = delta.path("partial_json").asText();
        if (answerBlocks.contains(index)) {
          listener.text(piece);
        } else {
          calls.add(Optional.of(index), "", "", piece);
          listener.callGrows();
        }
      }
      default -> {}
    }
  }

  private void say(String text) {
    if (!bySchema) {
      listener.text(text);
    }
  }

  /** The counts are cumulative, and each is of tokens that no other counts. */
  private void count(JsonNode usage) {
    inputTokens = Math.max(inputTokens, usage.path("input_tokens").asInt());
    cacheReadTokens = Math.max(cacheReadTokens, usage.path("cache_read_input_tokens").asInt());
    cacheWriteTokens =
        Math.max(cacheWriteTokens, usage.path("cache_creation_input_tokens").asInt());
    outputTokens = Math.max(outputTokens, usage.path("output_tokens").asInt());
  }

  @Override
  public boolean isOver() {
    return stopped;
  }

  @Override
  public void end() throws EOFException {
    if (!stopped && stopReason.isEmpty()) {
      throw new EOFException("the stream ended in the middle of the message");
    }
    if (stopReason.equals(REFUSAL)) {
      throw new Withheld(REFUSAL);
    }
    calls.whole().forEach(listener::call);
    listener.finished(
        new Usage(
            model,
            inputTokens,
            cacheReadTokens,
            cacheWriteTokens,
            outputTokens,
            tariffs.apply(model)));
  }
}
