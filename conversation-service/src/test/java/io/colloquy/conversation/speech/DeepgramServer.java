package io.colloquy.conversation.speech;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.speech.SocketServer.Frame;
import io.colloquy.conversation.speech.SocketServer.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Speaks Deepgram's protocol as its pages describe it: an interim result for about each half second
 * of sound, a final one that says {@code from_finalize} after {@code Finalize}, metadata and the
 * end after {@code CloseStream}.
 */
final class DeepgramServer implements SocketServer.Script {

  /** What it makes of the sound of an utterance so far. */
  interface Ear {
    String words(byte[] pcm);
  }

  static final String KEY = "dg-secret-key";

  private static final int INTERIM_BYTES = 16_000;
  private static final double BYTES_PER_SECOND = 32_000;

  private final Ear ear;

  DeepgramServer(Ear ear) {
    this.ear = ear;
  }

  @Override
  public void play(Peer peer) throws IOException {
    if (!peer.requestLine().startsWith("GET /v1/listen?")
        || !peer.header("authorization").equals("Token " + KEY)) {
      peer.refuse(401);
      return;
    }
    peer.accept();
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    double settled = 0;
    int told = 0;
    for (Optional<Frame> frame = peer.read(); frame.isPresent(); frame = peer.read()) {
      if (frame.get().isBinary()) {
        heard.writeBytes(frame.get().payload());
        if (heard.size() - told >= INTERIM_BYTES) {
          told = heard.size();
          double seconds = heard.size() / BYTES_PER_SECOND;
          peer.send(results(ear.words(heard.toByteArray()), settled, seconds, false, false));
        }
        continue;
      }
      JsonNode message = Json.MAPPER.readTree(frame.get().text());
      switch (message.path("type").asText()) {
        case "Finalize" -> {
          double seconds = heard.size() / BYTES_PER_SECOND;
          peer.send(results(ear.words(heard.toByteArray()), settled, seconds, true, true));
          settled += seconds;
          heard.reset();
          told = 0;
        }
        case "CloseStream" ->
            peer.send("{\"type\":\"Metadata\",\"request_id\":\"r\",\"duration\":1.0}");
        case "KeepAlive" -> {}
        default -> throw new AssertionError("not in the protocol: " + message);
      }
    }
  }

  static String results(
      String transcript, double start, double duration, boolean isFinal, boolean fromFinalize) {
    return results(transcript, start, duration, isFinal, fromFinalize, List.of());
  }

  static String results(
      String transcript,
      double start,
      double duration,
      boolean isFinal,
      boolean fromFinalize,
      List<String> languages) {
    var alternative = Json.MAPPER.createObjectNode();
    alternative.put("transcript", transcript).put("confidence", 0.9).putArray("words");
    if (!languages.isEmpty()) {
      languages.forEach(alternative.putArray("languages")::add);
    }
    var results = Json.MAPPER.createObjectNode();
    results.put("type", "Results").putArray("channel_index").add(0).add(1);
    results.put("duration", duration).put("start", start);
    results.put("is_final", isFinal).put("speech_final", isFinal);
    results.putObject("channel").putArray("alternatives").add(alternative);
    results.putObject("metadata").put("request_id", "r");
    results.put("from_finalize", fromFinalize);
    return results.toString();
  }
}
