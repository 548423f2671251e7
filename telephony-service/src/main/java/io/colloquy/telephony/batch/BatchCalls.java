package io.colloquy.telephony.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Shelf;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The batches. The recipients lie in a document of their own, so that a list of batches need not
 * read 10,000 of them each. Every method is to be called on a Vert.x context.
 */
@ApplicationScoped
class BatchCalls {

  private final Shelf batches;
  private final Shelf recipients;

  /** A page of the list; {@code next} leads to the one after it. */
  record Listed(List<BatchCall> batches, Optional<String> next) {}

  /** A batch with all whom it calls. */
  record Whole(BatchCall batch, Recipients recipients) {}

  BatchCalls(Clock clock) {
    batches =
        new Shelf(
            "batch_call",
            document ->
                Shelf.Label.of(document.path("name").asText(), document.path("agent_id").asText()),
            clock);
    recipients = new Shelf("batch_recipients", document -> Shelf.Label.of("", ""), clock);
  }

  Uni<BatchCall> submit(Workspace workspace, BatchCall batch, Recipients called) {
    return Panache.withTransaction(
        () ->
            batches
                .create(workspace, batch.id(), tree(batch))
                .chain(() -> recipients.create(workspace, batch.id(), tree(called)))
                .replaceWith(batch));
  }

  /** Fails with a refusal (404) if there is none, like all that follow. */
  Uni<Whole> get(Workspace workspace, String id) {
    return batches
        .get(workspace, id)
        .chain(
            batch ->
                recipients
                    .get(workspace, id)
                    .map(called -> new Whole(batch(batch), recipients(called))));
  }

  /** The newest first. */
  Uni<Listed> list(Workspace workspace, ListRequest request) {
    return batches
        .list(workspace, request)
        .map(
            page ->
                new Listed(
                    page.entries().stream().map(BatchCalls::batch).toList(), page.nextCursor()));
  }

  Uni<BatchCall> cancel(Workspace workspace, String id, long nowUnix) {
    return Panache.withTransaction(
        () ->
            batches
                .change(workspace, id, document -> tree(batch(document).cancelled(nowUnix)))
                .call(
                    () ->
                        recipients.change(
                            workspace,
                            id,
                            document -> tree(recipients(document).cancelled(nowUnix))))
                .map(BatchCalls::batch));
  }

  Uni<BatchCall> retry(Workspace workspace, String id, long nowUnix) {
    return Panache.withTransaction(
        () ->
            // The batch first, as in a cancellation: two at once then wait and do not deadlock.
            batches
                .change(workspace, id, document -> document)
                .chain(() -> retryRecipients(workspace, id, nowUnix))
                .chain(
                    again ->
                        batches.change(
                            workspace,
                            id,
                            document -> tree(batch(document).retried(again, nowUnix))))
                .map(BatchCalls::batch));
  }

  /** How many are to be called again. */
  private Uni<Integer> retryRecipients(Workspace workspace, String id, long nowUnix) {
    var again = new AtomicReference<>(0);
    return recipients
        .change(
            workspace,
            id,
            document -> {
              var called = recipients(document);
              again.set(called.toRetry());
              return tree(called.retried(nowUnix));
            })
        .map(_ -> again.get());
  }

  Uni<Void> delete(Workspace workspace, String id) {
    return Panache.withTransaction(
        () ->
            batches
                .delete(workspace, id)
                .chain(() -> recipients.delete(workspace, id))
                .replaceWithVoid());
  }

  private static BatchCall batch(Shelf.Entry entry) {
    return batch(entry.body());
  }

  private static BatchCall batch(ObjectNode document) {
    return Json.read(document.toString(), BatchCall.class);
  }

  private static Recipients recipients(Shelf.Entry entry) {
    return recipients(entry.body());
  }

  private static Recipients recipients(ObjectNode document) {
    return Json.read(document.toString(), Recipients.class);
  }

  private static ObjectNode tree(Object content) {
    return Json.MAPPER.valueToTree(content);
  }
}
