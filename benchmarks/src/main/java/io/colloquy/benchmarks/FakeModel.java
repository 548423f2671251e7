package io.colloquy.benchmarks;

import io.colloquy.bus.Delivery;
import io.colloquy.bus.Inbox;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.LlmUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Stands where the llm-cascade stands and answers each request at once with one sentence. */
final class FakeModel implements AutoCloseable {

  private static final String ANSWER = "This is the answer.";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Sender sender;
  private final Inbox inbox;

  private FakeModel(String kafka) {
    this.sender = Sender.live(kafka);
    this.inbox =
        Inbox.ofGroup(
            kafka,
            new Inbox.Group("llm-cascade", Optional.empty()),
            Set.of(Topics.LLM_REQUESTS),
            Inbox.Ownership.unobserved(),
            this::answer);
  }

  static FakeModel on(String kafka) throws InterruptedException {
    var model = new FakeModel(kafka);
    if (!model.inbox.awaitAssignment(PATIENCE)) {
      throw new IllegalStateException("the fake model has no partitions after " + PATIENCE);
    }
    return model;
  }

  private void answer(Delivery delivery) {
    if (LlmRequest.CODEC.decode(delivery.packet()) instanceof LlmRequest.Generate request) {
      send(new LlmDelta.Text(request.conversationId(), request.generationId(), ANSWER));
      send(
          new LlmDelta.Finished(
              request.conversationId(), request.generationId(), request.model(), LlmUsage.NONE, 0));
    }
  }

  private void send(LlmDelta delta) {
    var _ = sender.send(Topics.LLM_DELTAS, delta.conversationId(), LlmDelta.CODEC.encode(delta));
  }

  @Override
  public void close() {
    inbox.close();
    sender.close();
  }
}
