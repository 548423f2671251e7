package io.colloquy.bus;

import io.colloquy.contracts.Packet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes packets to topics. Safe for use by many threads; records of one key or partition keep the
 * order in which they were handed over.
 *
 * <p>{@code linger.ms} is 0 on purpose unless said otherwise: a voice frame must not wait for
 * company.
 */
public final class Sender implements AutoCloseable {

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;

  private Sender(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /**
   * For audio and what accompanies it: fast, acknowledged by the partition's leader alone. Without
   * idempotence a retried batch could overtake the next one, so one request at a time is under way
   * to each broker; what comes meanwhile shares the next.
   */
  public static Sender live(String bootstrapServers) {
    return open(
        bootstrapServers,
        Map.of(
            ProducerConfig.ACKS_CONFIG,
            "1",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            false,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1));
  }

  /** For what must not be lost: acknowledged by all replicas, retried without duplicates. */
  public static Sender durable(String bootstrapServers) {
    return durable(bootstrapServers, Duration.ZERO);
  }

  /**
   * Likewise, for the many for which nobody waits.
   *
   * @param linger how long a record may wait for others to travel with
   */
  public static Sender durable(String bootstrapServers, Duration linger) {
    return open(
        bootstrapServers,
        Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            (int) linger.toMillis()));
  }

  private static Sender open(String bootstrapServers, Map<String, Object> profile) {
    Map<String, Object> config =
        new HashMap<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                TopicPlan.MAX_RECORD_BYTES,
                // A broker that stays away blocks a caller for no longer than this.
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                30_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000));
    config.putAll(profile);
    return new Sender(
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
  }

  /**
   * To the partition that the key belongs to. The stage fails when the record is given up: after 30
   * s without acknowledgement, 5 s without a broker, or at once when this sender is closed.
   */
  public CompletionStage<Void> send(String topic, String key, Packet packet) {
    return send(Records.keyed(topic, key, packet));
  }

  /** To this very partition. */
  public CompletionStage<Void> send(String topic, int partition, Packet packet) {
    return send(Records.placed(topic, partition, packet));
  }

  /** Removes the key from a compacted topic. */
  public CompletionStage<Void> delete(String topic, String key) {
    return send(new ProducerRecord<>(topic, key, null));
  }

  private CompletionStage<Void> send(ProducerRecord<String, byte[]> producerRecord) {
    var done = new CompletableFuture<Void>();
    try {
      var _ =
          producer.send(
              producerRecord,
              (metadata, failure) -> {
                if (failure == null) {
                  done.complete(null);
                } else {
                  done.completeExceptionally(failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      // Some failures are thrown, others come back: callers see one kind.
      done.completeExceptionally(e);
    }
    return done;
  }

  /** Sends what is still waiting, for up to 5 s, then lets go of the broker. */
  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
