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
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The batches, and their recipients in a table of their own: neither a list of batches nor a call
 * touches 10,000 of them. Every method is to be called on a Vert.x context.
 */
@ApplicationScoped
class BatchCalls {

  private static final int AT_A_TIME = 500;

  private final Shelf shelf;

  /** A batch as it was asked for, without its recipients, and what became of it. */
  record Batch(ObjectNode request, BatchCall call) {

    private Batch changed(UnaryOperator<BatchCall> change) {
      return new Batch(request, change.apply(call));
    }
  }

  /** A page of the list; {@code next} leads to the one after it. */
  record Listed(List<Batch> batches, Optional<String> next) {}

  BatchCalls(Clock clock) {
    shelf = new Shelf("batch_call", BatchCalls::label, clock);
  }

  private static Shelf.Label label(ObjectNode document) {
    var call = document.path("call");
    return Shelf.Label.of(call.path("name").asText(), call.path("agent_id").asText());
  }

  Uni<Batch> submit(Workspace workspace, Batch batch, List<Recipient> recipients) {
    var id = batch.call().id();
    return Panache.withTransaction(
        () ->
            shelf
                .create(workspace, id, tree(batch))
                .chain(() -> StoredRecipient.insert(workspace, id, recipients))
                .replaceWith(batch));
  }

  /** Fails with a refusal (404) if there is none, like the changes below. */
  Uni<Batch> get(Workspace workspace, String id) {
    return shelf.get(workspace, id).map(BatchCalls::batch);
  }

  /**
   * Reads the recipients of a batch in their order, some at a time: all of them at once can be
   * larger than the memory that there is.
   *
   * @param most that are read
   */
  Uni<Void> readRecipients(
      Workspace workspace, String id, int most, Consumer<List<Recipient>> reader) {
    return readFrom(0, workspace, id, most, reader);
  }

  private Uni<Void> readFrom(
      int from, Workspace workspace, String id, int most, Consumer<List<Recipient>> reader) {
    int to = Math.min(most, from + AT_A_TIME);
    return Panache.withSession(() -> StoredRecipient.between(workspace, id, from, to))
        .invoke(reader)
        .chain(
            read ->
                read.size() < AT_A_TIME || to == most
                    ? Uni.createFrom().voidItem()
                    : readFrom(to, workspace, id, most, reader));
  }

  /** The newest first. */
  Uni<Listed> list(Workspace workspace, ListRequest request) {
    return shelf
        .list(workspace, request)
        .map(
            page ->
                new Listed(
                    page.entries().stream().map(BatchCalls::batch).toList(), page.nextCursor()));
  }

  Uni<Batch> cancel(Workspace workspace, String id, long nowUnix) {
    return Panache.withTransaction(
        () ->
            change(workspace, id, call -> call.cancelled(nowUnix))
                .call(() -> StoredRecipient.cancel(workspace, id, nowUnix)));
  }

  Uni<Batch> retry(Workspace workspace, String id, long nowUnix) {
    return Panache.withTransaction(
        () ->
            // The batch first, as in a cancellation: two at once then wait and do not deadlock.
            change(workspace, id, call -> call)
                .chain(() -> StoredRecipient.retry(workspace, id, nowUnix))
                .chain(again -> change(workspace, id, call -> call.retried(again, nowUnix))));
  }

  private Uni<Batch> change(Workspace workspace, String id, UnaryOperator<BatchCall> change) {
    return shelf
        .change(workspace, id, document -> tree(batch(document).changed(change)))
        .map(BatchCalls::batch);
  }

  Uni<Void> delete(Workspace workspace, String id) {
    return Panache.withTransaction(
        () ->
            shelf
                .delete(workspace, id)
                .chain(() -> StoredRecipient.delete(workspace, id))
                .replaceWithVoid());
  }

  private static Batch batch(Shelf.Entry entry) {
    return batch(entry.body());
  }

  private static Batch batch(ObjectNode document) {
    return Json.read(document.toString(), Batch.class);
  }

  private static ObjectNode tree(Batch batch) {
    return Json.MAPPER.valueToTree(batch);
  }
}
