package io.colloquy.analysis.recording;

import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.recording.RecordedPart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code recordings} on a thread of its own. An offset is committed when all before it is
 * safe in the blob store, so that an instance that dies loses nothing: the next owner reads again
 * what was not safe, and what comes twice changes nothing. While the store is away reading pauses,
 * with a bounded amount in memory.
 */
final class RecordingInbox implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RecordingInbox.class);

  static final String GROUP = "analysis-recordings";

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  /** Of one partition at once. */
  private static final int FETCH_BYTES = 1024 * 1024;

  private final KafkaConsumer<String, byte[]> consumer;
  private final Intake intake;
  private final Keeper keeper;
  private final Thread thread;
  private final Map<Integer, Long> committed = new HashMap<>();
  private long notBeforeNanos = System.nanoTime();
  private volatile boolean assigned;
  private volatile boolean running = true;

  /**
   * @param instance a name that stays the same when this instance is restarted
   */
  RecordingInbox(String bootstrapServers, Optional<String> instance, Intake intake, Keeper keeper) {
    this.intake = intake;
    this.keeper = keeper;
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    instance.ifPresent(
        name -> config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "recordings-" + name));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * FETCH_BYTES);
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    thread = Thread.ofPlatform().name("recordings").unstarted(this::read);
  }

  void start() {
    thread.start();
  }

  /** Whether partitions are owned and read. */
  boolean isReading() {
    return assigned && thread.isAlive();
  }

  private void read() {
    try (consumer) {
      consumer.subscribe(Set.of(Topics.RECORDINGS), new Handover());
      while (running) {
        turn();
      }
      putAway(intake.of(intake.partitions()));
      commit(intake.partitions());
    } catch (WakeupException e) {
      LOG.debug("woken for the end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("recordings are not read any more", e);
    }
  }

  private void turn() throws InterruptedException {
    // What is paused has to be polled nevertheless, or the partitions are given to others.
    if (intake.isFull()) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    for (var consumed : consumer.poll(POLL)) {
      take(consumed);
    }
    if (System.nanoTime() - notBeforeNanos >= 0) {
      putAway(intake.due());
      commit(intake.partitions());
    }
  }

  private void take(ConsumerRecord<String, byte[]> consumed) {
    try {
      var part = RecordedPart.CODEC.decode(packet(consumed));
      if (!Shelf.hasPlaceFor(part.conversationId())) {
        throw new Packet.MalformedPacket("the conversation's id is none");
      }
      intake.add(consumed.partition(), consumed.offset(), part);
    } catch (Packet.MalformedPacket e) {
      LOG.warnf(
          "skipped a malformed record at %s-%d@%d: %s",
          consumed.topic(), consumed.partition(), consumed.offset(), e.getMessage());
      intake.skip(consumed.partition(), consumed.offset());
    }
  }

  private static Packet packet(ConsumerRecord<String, byte[]> consumed) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (var header : consumed.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return new Packet(headers, consumed.value() == null ? new byte[0] : consumed.value());
  }

  private void putAway(List<Intake.Segment> segments) throws InterruptedException {
    if (segments.isEmpty()) {
      return;
    }
    var safe = keeper.keep(segments);
    safe.forEach(intake::stored);
    if (safe.size() < segments.size()) {
      notBeforeNanos = System.nanoTime() + RETRY.toNanos();
    }
  }

  private void commit(Set<Integer> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int partition : partitions) {
      long safe = intake.safeUntil(partition).orElseThrow();
      if (!Objects.equals(committed.put(partition, safe), safe)) {
        offsets.put(new TopicPartition(Topics.RECORDINGS, partition), new OffsetAndMetadata(safe));
      }
    }
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitAsync(offsets, (_, failure) -> noteCommit(failure));
    } catch (KafkaException e) {
      noteCommit(e);
    }
  }

  /** What is not committed is read again, which changes nothing. */
  private void noteCommit(Exception failure) {
    if (failure != null) {
      committed.clear();
      LOG.warnf("not committed: %s", failure.toString());
    }
  }

  /** Puts away what it has of partitions that others will own, so that they need not read it. */
  private final class Handover implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      assigned = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      var numbers = numbers(partitions);
      try {
        putAway(intake.of(numbers));
        var read = new HashSet<>(numbers);
        read.retainAll(intake.partitions());
        commit(read);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      forget(numbers);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      forget(numbers(partitions));
    }

    private void forget(Set<Integer> numbers) {
      intake.forget(numbers);
      committed.keySet().removeAll(numbers);
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
  }

  @Override
  public void close() {
    running = false;
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        consumer.wakeup();
        LOG.warnf("%s still runs after %s", thread.getName(), CLOSE_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
