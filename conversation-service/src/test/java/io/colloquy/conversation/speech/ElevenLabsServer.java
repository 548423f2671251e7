package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.speech.SocketServer.Frame;
import io.colloquy.conversation.speech.SocketServer.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks ElevenLabs' realtime protocol as its pages describe it: {@code session_started}, partial
 * transcripts, and after a commit the words, a second time with the language if that was asked for.
 */
final class ElevenLabsServer implements SocketServer.Script {

  static final String KEY = "xi-secret-key";

  private static final int PARTIAL_BYTES = 16_000;
  private static final int LEAST_TO_COMMIT = 9_600;

  private final Stenographer ear;

  ElevenLabsServer(Stenographer ear) {
    this.ear = ear;
  }

  @Override
  public void play(Peer peer) throws IOException {
    assertThat(peer.requestLine()).startsWith("GET /v1/speech-to-text/realtime?");
    peer.accept();
    if (!peer.header("xi-api-key").equals(KEY)) {
      peer.send(message("auth_error", "error", "who are you"));
      while (peer.read().isPresent()) {
        // What a stranger says is not listened to; it is the client who hangs up.
      }
      return;
    }
    peer.send(started());
    boolean detailed = peer.query().contains("include_timestamps=true");
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    int told = 0;
    for (Optional<Frame> frame = peer.read(); frame.isPresent(); frame = peer.read()) {
      JsonNode chunk = Json.MAPPER.readTree(frame.get().text());
      assertThat(chunk.path("message_type").asText()).isEqualTo("input_audio_chunk");
      assertThat(chunk.path("sample_rate").asInt()).isEqualTo(16_000);
      heard.writeBytes(Base64.getDecoder().decode(chunk.path("audio_base_64").asText()));
      if (chunk.path("commit").asBoolean()) {
        commit(peer, heard, detailed);
        heard.reset();
        told = 0;
      } else if (heard.size() - told >= PARTIAL_BYTES) {
        told = heard.size();
        peer.send(message("partial_transcript", "text", ear.words(heard.toByteArray())));
      }
    }
  }

  private void commit(Peer peer, ByteArrayOutputStream heard, boolean detailed) throws IOException {
    if (heard.size() < LEAST_TO_COMMIT) {
      peer.send(
          message("commit_throttled", "error", "You need at least 0.3s of uncommitted audio"));
      return;
    }
    String words = ear.words(heard.toByteArray());
    peer.send(message("committed_transcript", "text", words));
    if (detailed) {
      peer.send(
          Json.text(
              Map.of(
                  "message_type",
                  "committed_transcript_with_timestamps",
                  "text",
                  words,
                  "language_code",
                  "eng")));
    }
  }

  private static String started() {
    return Json.text(
        Map.of(
            "message_type",
            "session_started",
            "session_id",
            "s1",
            "config",
            Map.of("sample_rate", 16_000, "audio_format", "pcm_16000")));
  }

  static String message(String type, String member, String value) {
    return Json.text(Map.of("message_type", type, member, value));
  }
}
