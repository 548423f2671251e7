package io.colloquy.analysis;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.TranscriptTurn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.ConfigProvider;

/** Publishes events as the conversation-service does. */
public final class Publisher implements AutoCloseable {

  private final Sender sender = Sender.durable(brokers());

  public void publish(ConversationEvent event) {
    send(Topics.CONVERSATIONS, event.conversationId(), event.event(Instant.now()).encode());
  }

  public void publish(TranscriptTurn turn) {
    send(Topics.TRANSCRIPTS, turn.conversationId(), turn.event(Instant.now()).encode());
  }

  public void publish(String topic, String key, Map<String, String> headers, String body) {
    send(topic, key, new Packet(headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  public void publish(String topic, String key, Packet packet) {
    send(topic, key, packet);
  }

  /** Whether a group has committed all that a topic holds now. */
  public boolean isCommitted(String group, String topic)
      throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (int partition = 0; partition < Topics.CONVERSATION_PARTITIONS; partition++) {
        latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
      var ends = admin.listOffsets(latest).all().get();
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return ends.entrySet().stream()
          .filter(end -> end.getValue().offset() > 0)
          .allMatch(
              end ->
                  committed.containsKey(end.getKey())
                      && committed.get(end.getKey()).offset() == end.getValue().offset());
    }
  }

  private static String brokers() {
    return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
  }

  private void send(String topic, String key, Packet packet) {
    await(sender.send(topic, key, packet));
  }

  private static void await(CompletionStage<Void> sent) {
    try {
      sent.toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the event was not sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
