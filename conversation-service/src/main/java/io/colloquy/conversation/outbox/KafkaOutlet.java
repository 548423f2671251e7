package io.colloquy.conversation.outbox;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Packet;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The outbox's own producer, acknowledged by all replicas. */
@ApplicationScoped
public class KafkaOutlet implements Outlet {

  private final Sender sender;

  @Inject
  public KafkaOutlet(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.sender = Sender.durable(bootstrapServers);
  }

  @Override
  public CompletionStage<Void> send(String topic, String key, Packet packet) {
    return sender.send(topic, key, packet);
  }

  @Override
  public CompletionStage<Void> delete(String topic, String key) {
    return sender.delete(topic, key);
  }

  @PreDestroy
  void close() {
    sender.close();
  }
}
