package io.colloquy.llm.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.llm.hosted.BrokenOff;
import io.colloquy.llm.hosted.CallsInPieces;
import io.colloquy.llm.hosted.Reading;
import io.colloquy.llm.hosted.ServerSentEvent;
import io.colloquy.llm.hosted.Withheld;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Tariff;
import io.colloquy.llm.model.Usage;
import java.io.EOFException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The chunks of one answer: parts of text, whole function calls, and, in the last one, why it ends.
 * There is no mark for the end of the stream. Parts that are thoughts are not said.
 */
final class CandidateReading implements Reading {

  private static final Set<String> GOOD_ENDS =
      Set.of("STOP", "MAX_TOKENS", "FINISH_REASON_UNSPECIFIED");

  private final Function<String, Tariff> tariffs;
  private final AnswerListener listener;
  private final CallsInPieces calls = new CallsInPieces();
  private String model;
  private int inputTokens;
  private int cacheReadTokens;
  private int outputTokens;
  private int callCount;
  private String finishReason = "";

  /**
   * @param tariffs what the model costs that turns out to answer
   */
  CandidateReading(String model, Function<String, Tariff> tariffs, AnswerListener listener) {
    this.model = model;
    this.tariffs = tariffs;
    this.listener = listener;
  }

  @Override
  public void event(ServerSentEvent event) {
    var chunk = event.json();
    if (chunk.hasNonNull("error")) {
      throw new BrokenOff(event.data());
    }
    model = chunk.path("modelVersion").asText(model);
    count(chunk.path("usageMetadata"));
    var blocked = chunk.path("promptFeedback").path("blockReason").asText("");
    if (!blocked.isEmpty()) {
      throw new Withheld(blocked);
    }
    var candidate = chunk.path("candidates").path(0);
    candidate.path("content").path("parts").forEach(this::part);
    finishReason = candidate.path("finishReason").asText(finishReason);
  }

  private void part(JsonNode part) {
    if (part.path("thought").asBoolean()) {
      return;
    }
    var call = part.path("functionCall");
    if (call.isObject()) {
      calls.add(
          Optional.of(callCount++),
          call.path("id").asText(""),
          call.path("name").asText(""),
          call.has("args") ? Json.text(call.get("args")) : "");
      listener.callGrows();
    }
    listener.text(part.path("text").asText(""));
  }

  /**
   * The counts are cumulative, and the last ones hold; thoughts are paid for. What was read from a
   * cache is a part of the prompt.
   */
  private void count(JsonNode usage) {
    if (usage.isObject()) {
      int prompt = usage.path("promptTokenCount").asInt(inputTokens + cacheReadTokens);
      cacheReadTokens =
          Math.clamp(usage.path("cachedContentTokenCount").asInt(cacheReadTokens), 0, prompt);
      inputTokens = prompt - cacheReadTokens;
      outputTokens =
          usage.path("candidatesTokenCount").asInt() + usage.path("thoughtsTokenCount").asInt();
    }
  }

  @Override
  public void end() throws EOFException {
    if (finishReason.isEmpty()) {
      throw new EOFException("the stream ended in the middle of the answer");
    }
    if (!GOOD_ENDS.contains(finishReason)) {
      throw new Withheld(finishReason);
    }
    calls.whole().forEach(listener::call);
    listener.finished(
        new Usage(model, inputTokens, cacheReadTokens, 0, outputTokens, tariffs.apply(model)));
  }
}
