package io.colloquy.conversation.session;

import io.colloquy.bus.Delivery;
import io.colloquy.bus.Inbox;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.FromEdge;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.speech.SpeechProgress;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The conversations of the partitions that this instance owns. It routes what arrives, takes over
 * what another owner left behind and lets go of what another owner has now.
 */
final class Conversations implements Inbox.Ownership {

  private final Surroundings surroundings;
  private final Function<Set<Integer>, Map<String, Snapshot>> snapshots;
  private final Map<String, Conversation> running = new ConcurrentHashMap<>();
  private Set<Integer> partitions = Set.of();

  /**
   * @param snapshots reads the snapshots of these partitions; blocks until it has them all
   */
  Conversations(
      Surroundings surroundings, Function<Set<Integer>, Map<String, Snapshot>> snapshots) {
    this.surroundings = surroundings;
    this.snapshots = snapshots;
  }

  int count() {
    return running.size();
  }

  /** Takes one record; returns at once. */
  void take(Delivery delivery) {
    switch (delivery.topic()) {
      case Topics.AUDIO_IN ->
          fromEdge(delivery.partition(), FromEdge.CODEC.decode(delivery.packet()));
      case Topics.LLM_DELTAS -> {
        var delta = LlmDelta.CODEC.decode(delivery.packet());
        find(delta.conversationId()).ifPresent(c -> c.take(delta));
      }
      case Topics.SPEECH_PROGRESS -> {
        var progress = SpeechProgress.CODEC.decode(delivery.packet());
        find(progress.conversationId()).ifPresent(c -> c.take(progress));
      }
      default -> throw new IllegalStateException("not subscribed to " + delivery.topic());
    }
  }

  private void fromEdge(int partition, FromEdge message) {
    var id = message.conversationId();
    var conversation = find(id);
    if (conversation.isPresent()) {
      conversation.get().take(message);
    } else if (message.input() instanceof EdgeInput.Opened) {
      create(partition, message).take(message);
    } else if (message.input() instanceof EdgeInput.Alive) {
      // Asked about a conversation that nobody has: its edge must not wait for it.
      surroundings
          .outlets()
          .toEdge(
              message.edge(),
              id,
              new EdgeOutput.Ended(1011, "The conversation was lost by the server."));
    }
  }

  private Conversation create(int partition, FromEdge message) {
    var id = message.conversationId();
    var conversation =
        new Conversation(id, partition, message.edge(), surroundings, () -> running.remove(id));
    running.put(id, conversation);
    return conversation;
  }

  private Optional<Conversation> find(String id) {
    return Optional.ofNullable(running.get(id));
  }

  /** Every {@code Liveness.INTERVAL}. */
  void beat() {
    running.values().forEach(Conversation::beat);
  }

  /** Partitions are only known to be lost when the next assignment does not hold them. */
  @Override
  public void lost(Set<Integer> revoked) {}

  @Override
  public void gained(Set<Integer> assigned) {
    running
        .values()
        .removeIf(
            conversation -> {
              boolean left = !assigned.contains(conversation.partition());
              if (left) {
                conversation.release();
              }
              return left;
            });
    var fresh = new HashSet<>(assigned);
    fresh.removeAll(partitions);
    partitions = Set.copyOf(assigned);
    if (!fresh.isEmpty()) {
      snapshots.apply(fresh).values().forEach(this::restore);
    }
  }

  private void restore(Snapshot snapshot) {
    var id = snapshot.conversationId();
    running.computeIfAbsent(
        id,
        unknown -> {
          var conversation =
              new Conversation(
                  id,
                  snapshot.partition(),
                  snapshot.edge(),
                  surroundings,
                  () -> running.remove(id));
          conversation.restore(snapshot);
          surroundings.metrics().restored();
          return conversation;
        });
  }

  /** Lets go of every conversation, so that another owner can take it over. */
  void releaseAll() {
    running.values().forEach(Conversation::release);
    running.clear();
  }
}
