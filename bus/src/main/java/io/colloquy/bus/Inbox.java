package io.colloquy.bus;

import io.colloquy.contracts.Packet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads topics on one thread of its own and hands each record to a handler, in the order of its
 * partition. The handler must not block: it puts work into a mailbox or on another thread.
 *
 * <p>A malformed record is counted and skipped. Any other failure of a handler is logged without
 * the record's content and skipped too: one bad call must not stop the others.
 *
 * <p>A group inbox assigns by range, so that topics with the same partition count are always owned
 * together: who has partition <i>n</i> of one has partition <i>n</i> of all.
 */
public final class Inbox implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Inbox.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** Told, on the inbox's thread, which partitions came and went; before any of their records. */
  public interface Ownership {
    void gained(Set<Integer> partitions);

    void lost(Set<Integer> partitions);

    static Ownership unobserved() {
      return new Ownership() {
        @Override
        public void gained(Set<Integer> partitions) {}

        @Override
        public void lost(Set<Integer> partitions) {}
      };
    }
  }

  /**
   * What a member of a group must know.
   *
   * @param instance a name that stays the same when this instance is restarted; it then gets its
   *     partitions back at once. Empty for an instance that leaves for good when it stops.
   */
  public record Group(String id, Optional<String> instance) {}

  private final KafkaConsumer<String, byte[]> consumer;
  private final Consumer<Delivery> handler;
  private final Thread thread;
  private final CountDownLatch assigned = new CountDownLatch(1);
  private final AtomicLong malformed = new AtomicLong();
  private volatile boolean running = true;

  private Inbox(
      String name,
      Map<String, Object> config,
      Consumer<KafkaConsumer<String, byte[]>> subscription,
      Consumer<Delivery> handler) {
    this.consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    this.handler = handler;
    this.thread = Thread.ofPlatform().name("inbox-" + name).unstarted(() -> readWith(subscription));
  }

  /** Shares these topics with the other members of the group. */
  public static Inbox ofGroup(
      String bootstrapServers,
      Group group,
      Set<String> topics,
      Ownership ownership,
      Consumer<Delivery> handler) {
    var config = config(bootstrapServers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group.id());
    group.instance().ifPresent(i -> config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, i));
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(RangeAssignor.class.getName()));
    // A killed instance's calls are taken over after the session timeout.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, true);
    config.put(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 1_000);
    // A group that is new reads what was sent before it had its partitions.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");

    var inbox = new Inbox[1];
    inbox[0] =
        new Inbox(
            group.id(),
            config,
            consumer -> consumer.subscribe(topics, inbox[0].rebalance(ownership)),
            handler);
    return inbox[0].start();
  }

  /** Reads one partition that is this instance's alone, from now on. */
  public static Inbox ofPartition(
      String bootstrapServers, String topic, int partition, Consumer<Delivery> handler) {
    var config = config(bootstrapServers);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    var inbox = new Inbox[1];
    inbox[0] =
        new Inbox(
            topic + "-" + partition,
            config,
            consumer -> {
              var own = List.of(new TopicPartition(topic, partition));
              consumer.assign(own);
              consumer.seekToEnd(own);
              // Fixes the position now, not at the first poll.
              own.forEach(o -> Retry.untilAnswered(topic, () -> consumer.position(o)));
              inbox[0].assigned.countDown();
            },
            handler);
    return inbox[0].start();
  }

  private static Map<String, Object> config(String bootstrapServers) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }

  private Inbox start() {
    thread.start();
    return this;
  }

  /** Waits until the first partitions are assigned; false if that took longer. */
  public boolean awaitAssignment(Duration patience) throws InterruptedException {
    return assigned.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** True while records are read. False after {@link #close} or a failure that ends the inbox. */
  public boolean isReading() {
    return assigned.getCount() == 0 && thread.isAlive();
  }

  /** How many records did not follow their topic's contract. */
  public long malformedRecords() {
    return malformed.get();
  }

  private void readWith(Consumer<KafkaConsumer<String, byte[]>> subscription) {
    try (consumer) {
      subscription.accept(consumer);
      while (running) {
        for (var consumed : consumer.poll(POLL)) {
          hand(consumed);
        }
      }
    } catch (WakeupException e) {
      if (running) {
        LOG.error("inbox was woken without being closed", e);
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "inbox %s ends", thread.getName());
    }
  }

  private void hand(ConsumerRecord<String, byte[]> consumed) {
    try {
      handler.accept(
          new Delivery(
              consumed.topic(),
              consumed.partition(),
              consumed.offset(),
              consumed.key() == null ? "" : consumed.key(),
              new Packet(
                  Records.headers(consumed.headers()),
                  consumed.value() == null ? new byte[0] : consumed.value())));
    } catch (Packet.MalformedPacket e) {
      malformed.incrementAndGet();
      LOG.warnf(
          "skipped a malformed record at %s-%d@%d: %s",
          consumed.topic(), consumed.partition(), consumed.offset(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf(e, "skipped %s-%d@%d", consumed.topic(), consumed.partition(), consumed.offset());
    }
  }

  private ConsumerRebalanceListener rebalance(Ownership ownership) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        ownership.gained(numbers(partitions));
        assigned.countDown();
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        ownership.lost(numbers(partitions));
      }
    };
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  /** Stops reading, commits what was handed over and leaves the group. */
  @Override
  public void close() {
    running = false;
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
