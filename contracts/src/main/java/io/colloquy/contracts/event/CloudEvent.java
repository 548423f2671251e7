package io.colloquy.contracts.event;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * A public event: CloudEvents 1.0 in Kafka's binary content mode. The attributes travel as {@code
 * ce_*} headers, the data as the JSON body, the conversation id as key.
 *
 * @param id the same when the same event is sent again; consumers drop what they have seen
 */
public record CloudEvent<T>(
    String id, String type, String source, String subject, Instant time, T data) {

  private static final String SPEC_VERSION = "1.0";

  public Packet encode() {
    return new Packet(
        Map.of(
            "ce_specversion", SPEC_VERSION,
            "ce_id", id,
            "ce_type", type,
            "ce_source", source,
            "ce_subject", subject,
            "ce_time", time.toString(),
            "content-type", "application/json"),
        Json.bytes(data));
  }

  /**
   * @throws Packet.MalformedPacket if this is no CloudEvent 1.0, an attribute is missing or not
   *     what it should be, or the data is not of this type
   */
  public static <T> CloudEvent<T> decode(Packet packet, Class<T> dataType) {
    if (!packet.require("ce_specversion").equals(SPEC_VERSION)) {
      throw new Packet.MalformedPacket("not a CloudEvent of version " + SPEC_VERSION);
    }
    return new CloudEvent<>(
        packet.require("ce_id"),
        packet.require("ce_type"),
        packet.require("ce_source"),
        packet.require("ce_subject"),
        time(packet.require("ce_time")),
        Json.read(packet.body(), dataType));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Packet.MalformedPacket("header 'ce_time' is no time", e);
    }
  }
}
