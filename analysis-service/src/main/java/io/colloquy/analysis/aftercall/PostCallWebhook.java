package io.colloquy.analysis.aftercall;

import io.colloquy.analysis.api.ConversationDetail;
import io.colloquy.analysis.recording.Recording;
import io.colloquy.analysis.store.AfterCall;
import io.colloquy.analysis.store.Kept;
import io.colloquy.analysis.webhooks.Outbox;
import io.colloquy.analysis.webhooks.WebhookEvent;
import io.colloquy.analysis.webhooks.WebhookEvent.Handling;
import io.colloquy.contracts.Json;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Tells webhooks of a conversation: what a request for it would be answered, and its sound. */
@Singleton
final class PostCallWebhook {

  private final Outbox outbox;

  PostCallWebhook(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Within the transaction that concludes the conversation. */
  Uni<Void> tell(AfterCall job, Kept concluded) {
    var at = concluded.conclusion().orElseThrow().at();
    var told = outbox.add(transcription(job, concluded, at));
    boolean audible = concluded.recording().filter(Recording::hasAudio).isPresent();
    return (audible ? told.call(_ -> outbox.add(audio(job, at))) : told).replaceWithVoid();
  }

  /** Within a transaction: the sound of a conversation that was concluded before it was there. */
  Uni<Void> tellSound(AfterCall job, Kept concluded) {
    boolean audible = concluded.recording().filter(Recording::hasAudio).isPresent();
    return audible
        ? outbox.add(audio(job, concluded.conclusion().orElseThrow().at())).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private static WebhookEvent transcription(AfterCall job, Kept concluded, Instant at) {
    return WebhookEvent.transcription(
        job.workspace().id(),
        job.agentId(),
        job.conversationId(),
        Json.bytes(ConversationDetail.of(concluded)),
        at,
        Handling.USUAL);
  }

  private static WebhookEvent audio(AfterCall job, Instant at) {
    return WebhookEvent.audio(
        job.workspace().id(), job.agentId(), job.conversationId(), at, Handling.USUAL);
  }
}
