package io.colloquy.conversation.speech.vosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.speech.Facts;
import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One conversation on one decoder of Vosk's. */
final class VoskRecognition implements Recognition {

  private final VoskDecoder decoder;
  private final Runnable release;

  private final List<String> segments = new ArrayList<>();
  private final List<Double> confidences = new ArrayList<>();
  private Facts facts = Facts.NONE;
  private boolean inUtterance;
  private boolean closed;

  /**
   * @param release called once, when the decoder is freed
   */
  VoskRecognition(VoskDecoder decoder, Runnable release) {
    this.decoder = decoder;
    this.release = release;
  }

  @Override
  public synchronized void accept(short[] pcm16k) {
    if (closed || pcm16k.length == 0) {
      return;
    }
    if (!inUtterance) {
      inUtterance = true;
      facts = Facts.NONE;
    }
    if (decoder.accept(pcm16k)) {
      take(decoder.result());
    }
  }

  @Override
  public synchronized String partial() {
    return inUtterance && !closed ? joined(read(decoder.partial()).path("partial").asText()) : "";
  }

  @Override
  public synchronized String finish() {
    if (!inUtterance || closed) {
      return "";
    }
    take(decoder.last());
    String words = joined("");
    OptionalDouble confidence = confidences.stream().mapToDouble(Double::doubleValue).average();
    facts = new Facts(Optional.empty(), confidence, false);
    segments.clear();
    confidences.clear();
    inUtterance = false;
    return words;
  }

  @Override
  public synchronized Facts facts() {
    return facts;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      decoder.close();
      release.run();
    }
  }

  private void take(String result) {
    JsonNode segment = read(result);
    segments.add(segment.path("text").asText());
    segment.path("result").forEach(word -> confidences.add(word.path("conf").asDouble()));
  }

  private String joined(String last) {
    List<String> all = new ArrayList<>(segments);
    all.add(last);
    all.removeIf(String::isBlank);
    return String.join(" ", all);
  }

  private static JsonNode read(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException garbage) {
      throw new SpeechUnavailable("Vosk answers with what is not JSON", garbage);
    }
  }
}
