package io.colloquy.bus;

import io.colloquy.contracts.Decoder;
import io.colloquy.contracts.Packet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * The whole of a compacted topic in memory, kept current, so that nobody has to ask another service
 * while a caller waits.
 *
 * <p>An entry that cannot be read is logged without its content and skipped; what the key held
 * before stays. The copy waits for a broker or a topic that is not there yet.
 */
public final class LocalCopy<T> implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LocalCopy.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final KafkaConsumer<String, byte[]> consumer;
  private final String topic;
  private final Decoder<T> decoder;
  private final Map<String, T> entries = new ConcurrentHashMap<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  private LocalCopy(String bootstrapServers, String topic, Decoder<T> decoder) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    this.topic = topic;
    this.decoder = decoder;
    this.thread = Thread.ofPlatform().name("copy-of-" + topic).daemon().unstarted(this::read);
  }

  public static <T> LocalCopy<T> of(String bootstrapServers, String topic, Decoder<T> decoder) {
    var copy = new LocalCopy<T>(bootstrapServers, topic, decoder);
    copy.thread.start();
    return copy;
  }

  public Optional<T> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** All that there is now, in no order. */
  public Collection<T> values() {
    return List.copyOf(entries.values());
  }

  /** True once everything that the topic held at the start has been read. */
  public boolean isCaughtUp() {
    return caughtUp.getCount() == 0 && thread.isAlive();
  }

  /** Waits for {@link #isCaughtUp}; false if that took longer. */
  public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
    return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read() {
    try (consumer) {
      var partitions = awaitPartitions();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var goals = Retry.untilAnswered(topic, () -> consumer.endOffsets(partitions));
      while (closed.getCount() > 0) {
        for (var consumed : consumer.poll(POLL)) {
          apply(consumed.key(), consumed.value(), Records.headers(consumed.headers()));
        }
        if (caughtUp.getCount() > 0 && hasReached(goals)) {
          caughtUp.countDown();
        }
      }
    } catch (WakeupException e) {
      if (closed.getCount() > 0) {
        LOG.error("copy was woken without being closed", e);
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "copy of %s ends", topic);
    }
  }

  private List<TopicPartition> awaitPartitions() {
    while (true) {
      var partitions =
          Retry.untilAnswered(topic, () -> consumer.partitionsFor(topic, ANSWER_PATIENCE));
      if (!partitions.isEmpty()) {
        return partitions.stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
      }
      LOG.warnf("topic %s is not there yet", topic);
      pause();
    }
  }

  private void pause() {
    try {
      if (closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new WakeupException();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private boolean hasReached(Map<TopicPartition, Long> goals) {
    return goals.entrySet().stream()
        .allMatch(
            goal ->
                Retry.untilAnswered(topic, () -> consumer.position(goal.getKey()))
                    >= goal.getValue());
  }

  private void apply(String key, byte[] value, Map<String, String> headers) {
    if (value == null) {
      entries.remove(key);
      return;
    }
    try {
      entries.put(key, decoder.decode(new Packet(headers, value)));
    } catch (Packet.MalformedPacket e) {
      LOG.warnf("skipped a malformed entry of %s: %s", topic, e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "skipped an entry of %s", topic);
    }
  }

  /** Stops reading. What was copied can still be got. */
  @Override
  public void close() {
    closed.countDown();
    consumer.wakeup();
    try {
      if (Thread.currentThread() != thread && !thread.join(CLOSE_PATIENCE)) {
        LOG.warnf("%s still runs after %s", thread.getName(), CLOSE_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
