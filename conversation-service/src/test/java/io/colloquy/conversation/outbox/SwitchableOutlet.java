package io.colloquy.conversation.outbox;

import io.colloquy.contracts.Packet;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The real outlet, until a test takes the broker away. */
@Alternative
@Priority(1)
@ApplicationScoped
public class SwitchableOutlet implements Outlet {

  private final KafkaOutlet kafka;
  private volatile boolean broken;

  @Inject
  public SwitchableOutlet(KafkaOutlet kafka) {
    this.kafka = kafka;
  }

  public void breakDown() {
    broken = true;
  }

  public void mend() {
    broken = false;
  }

  @Override
  public CompletionStage<Void> send(String topic, String key, Packet packet) {
    return unlessBroken(() -> kafka.send(topic, key, packet));
  }

  @Override
  public CompletionStage<Void> delete(String topic, String key) {
    return unlessBroken(() -> kafka.delete(topic, key));
  }

  private CompletionStage<Void> unlessBroken(Supplier<CompletionStage<Void>> action) {
    return broken
        ? CompletableFuture.failedFuture(new IllegalStateException("the broker is away"))
        : action.get();
  }
}
