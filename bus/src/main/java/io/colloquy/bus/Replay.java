package io.colloquy.bus;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Packet;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/** Reads some partitions of a compacted topic once, from their beginning to their present end. */
public final class Replay {

  private static final Logger LOG = Logger.getLogger(Replay.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** The last value of each key. Blocks until all is read; malformed entries are skipped. */
  public static <T> Map<String, T> of(
      String bootstrapServers, String topic, Set<Integer> partitions, Codec<T> codec) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (var consumer =
        new KafkaConsumer<String, byte[]>(
            config, new StringDeserializer(), new ByteArrayDeserializer())) {
      var wanted = partitions.stream().map(p -> new TopicPartition(topic, p)).toList();
      consumer.assign(wanted);
      consumer.seekToBeginning(wanted);
      var goals = consumer.endOffsets(wanted);
      Map<String, T> latest = new LinkedHashMap<>();
      while (goals.entrySet().stream()
          .anyMatch(goal -> consumer.position(goal.getKey()) < goal.getValue())) {
        for (var consumed : consumer.poll(POLL)) {
          if (consumed.value() == null) {
            latest.remove(consumed.key());
          } else {
            try {
              latest.put(
                  consumed.key(),
                  codec.decode(new Packet(Records.headers(consumed.headers()), consumed.value())));
            } catch (Packet.MalformedPacket e) {
              LOG.warnf("skipped a malformed entry of %s: %s", topic, e.getMessage());
            }
          }
        }
      }
      return latest;
    }
  }

  private Replay() {}
}
