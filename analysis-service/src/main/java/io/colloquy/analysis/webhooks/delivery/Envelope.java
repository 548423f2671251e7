package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The JSON around what happened: {@code type}, {@code event_timestamp}, {@code data}. */
public final class Envelope {

  /**
   * @param data JSON, which is taken as it is, byte by byte
   */
  public static byte[] of(EventKind kind, Instant happenedAt, byte[] data) {
    var whole = new ByteArrayOutputStream(data.length + 100);
    whole.writeBytes(begin(kind, happenedAt));
    whole.writeBytes(data);
    whole.write('}');
    return whole.toByteArray();
  }

  /** With three members in its data, and no others (page 035). */
  static Body ofAudio(Claim.Event event, Body.Recording recording) {
    var before = new ByteArrayOutputStream();
    before.writeBytes(begin(EventKind.POST_CALL_AUDIO, event.happenedAt()));
    before.writeBytes(
        utf8(
            "{\"agent_id\":%s,\"conversation_id\":%s,\"full_audio\":\""
                .formatted(Json.text(event.agentId()), Json.text(event.conversationId()))));
    return new Body.Enclosed(before.toByteArray(), recording, utf8("\"}}"));
  }

  private static byte[] begin(EventKind kind, Instant happenedAt) {
    return utf8(
        "{\"type\":\"%s\",\"event_timestamp\":%d,\"data\":"
            .formatted(kind.wireName(), happenedAt.getEpochSecond()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Envelope() {}
}
