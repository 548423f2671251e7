package io.colloquy.analysis.retention;

import io.colloquy.analysis.store.DeletionNotices;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.event.ConversationDeleted;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells other systems of deletions, at least once each: what was told and could not be noted as
 * told is told again under the same id.
 */
@Singleton
final class Herald {

  private static final int AT_ONCE = 100;
  private static final Duration TERM = Duration.ofMinutes(1);

  private final DeletionNotices notices;
  private final RetentionMeter meter;
  private final Sender sender;

  Herald(
      DeletionNotices notices,
      RetentionMeter meter,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.notices = notices;
    this.meter = meter;
    this.sender = Sender.durable(bootstrapServers);
  }

  Uni<Void> tellAll() {
    return notices
        .lease(AT_ONCE, TERM)
        .onItem()
        .transformToMulti(due -> Multi.createFrom().iterable(due))
        .onItem()
        .transformToUniAndConcatenate(this::tell)
        .collect()
        .asList()
        .flatMap(told -> told.size() < AT_ONCE ? Uni.createFrom().voidItem() : tellAll());
  }

  private Uni<ConversationDeleted> tell(ConversationDeleted event) {
    return Uni.createFrom()
        .completionStage(
            () -> sender.send(Topics.CONVERSATIONS, event.conversationId(), event.event().encode()))
        .flatMap(_ -> notices.told(event))
        .invoke(_ -> meter.told())
        .replaceWith(event);
  }

  @PreDestroy
  void close() {
    sender.close();
  }
}
