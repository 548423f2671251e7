package io.colloquy.bus;

import io.colloquy.contracts.Packet;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Packets as Kafka records, and back. */
final class Records {

  static ProducerRecord<String, byte[]> keyed(String topic, String key, Packet packet) {
    return withHeaders(new ProducerRecord<>(topic, key, packet.body()), packet);
  }

  static ProducerRecord<String, byte[]> placed(String topic, int partition, Packet packet) {
    return withHeaders(new ProducerRecord<>(topic, partition, null, packet.body()), packet);
  }

  static Map<String, String> headers(Headers headers) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (var header : headers) {
      if (header.value() != null) {
        texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private static ProducerRecord<String, byte[]> withHeaders(
      ProducerRecord<String, byte[]> producerRecord, Packet packet) {
    packet
        .headers()
        .forEach(
            (name, value) ->
                producerRecord.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return producerRecord;
  }

  private Records() {}
}
