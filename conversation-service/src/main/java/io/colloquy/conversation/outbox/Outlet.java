package io.colloquy.conversation.outbox;

import io.colloquy.contracts.Packet;
import java.util.concurrent.CompletionStage;

/** Where the outbox's messages go. A stage completes when the broker has acknowledged. */
public interface Outlet {

  CompletionStage<Void> send(String topic, String key, Packet packet);

  /** Removes the key from a compacted topic. */
  CompletionStage<Void> delete(String topic, String key);
}
