package io.colloquy.analysis.aftercall;

import io.colloquy.analysis.store.Kept;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.event.PostCallAnalysis;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells other systems, on the public topic, what came of a conversation. */
@Singleton
final class Announcer {

  private final Sender sender;

  Announcer(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    sender = Sender.durable(bootstrapServers);
  }

  /** Completes when all replicas have it; of what was never analysed there is nothing to tell. */
  Uni<Void> announce(Kept kept) {
    return kept.conclusion()
        .flatMap(conclusion -> conclusion.analysis().map(found -> event(kept, conclusion)))
        .map(this::send)
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static PostCallAnalysis event(Kept kept, Kept.Conclusion conclusion) {
    var outline = kept.outline();
    return new PostCallAnalysis(
        kept.told().conversationId(),
        kept.told().agentId(),
        conclusion.run(),
        outline.status().wireName(),
        outline.startedAtUnixSecs().orElseThrow(),
        outline.durationSecs(),
        conclusion.at().getEpochSecond(),
        conclusion.analysis().orElseThrow());
  }

  private Uni<Void> send(PostCallAnalysis event) {
    return Uni.createFrom()
        .completionStage(
            () ->
                sender.send(
                    Topics.POST_CALL_ANALYSIS, event.conversationId(), event.event().encode()));
  }

  @PreDestroy
  void close() {
    sender.close();
  }
}
