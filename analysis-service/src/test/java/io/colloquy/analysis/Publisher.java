package io.colloquy.analysis;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.TranscriptTurn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Publishes events as the conversation-service does. */
public final class Publisher implements AutoCloseable {

  private final Sender sender =
      Sender.durable(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

  public void publish(ConversationEvent event) {
    send(Topics.CONVERSATIONS, event.conversationId(), event.event(Instant.now()).encode());
  }

  public void publish(TranscriptTurn turn) {
    send(Topics.TRANSCRIPTS, turn.conversationId(), turn.event(Instant.now()).encode());
  }

  public void publish(String topic, String key, Map<String, String> headers, String body) {
    send(topic, key, new Packet(headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  private void send(String topic, String key, Packet packet) {
    await(sender.send(topic, key, packet));
  }

  private static void await(CompletionStage<Void> sent) {
    try {
      sent.toCompletableFuture().get(10, TimeUnit.SECONDS);
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
