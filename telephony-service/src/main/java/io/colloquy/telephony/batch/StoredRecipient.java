package io.colloquy.telephony.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A row. Every method takes part in the transaction or session that runs. */
@Entity
@Table(name = "batch_recipient")
@IdClass(StoredRecipient.Key.class)
public class StoredRecipient extends PanacheEntityBase {

  private static final String OF_BATCH = "workspace = ?1 and batchId = ?2";

  /** Where a recipient is found; positions count from 0. */
  public record Key(String workspace, String batchId, int position) implements Serializable {}

  @Id public String workspace;

  @Id
  @Column(name = "batch_id")
  public String batchId;

  @Id public int position;

  public String id;

  public String status;

  @Column(name = "created_at_unix")
  public long createdAtUnix;

  @Column(name = "updated_at_unix")
  public long updatedAtUnix;

  @Column(name = "conversation_id")
  public String conversationId;

  public String request;

  static Uni<Void> insert(Workspace workspace, String batchId, List<Recipient> recipients) {
    var rows =
        IntStream.range(0, recipients.size())
            .mapToObj(i -> row(new Key(workspace.id(), batchId, i), recipients.get(i)));
    return persist(rows);
  }

  private static StoredRecipient row(Key key, Recipient recipient) {
    var row = new StoredRecipient();
    row.workspace = key.workspace();
    row.batchId = key.batchId();
    row.position = key.position();
    row.id = recipient.id();
    row.status = recipient.status().wireName();
    row.createdAtUnix = recipient.createdAtUnix();
    row.updatedAtUnix = recipient.updatedAtUnix();
    row.conversationId = recipient.conversationId().orElse(null);
    row.request = Json.text(recipient.request());
    return row;
  }

  /**
   * Some of a batch, in their order.
   *
   * @param from position of the first
   * @param to position behind the last
   */
  static Uni<List<Recipient>> between(Workspace workspace, String batchId, int from, int to) {
    return StoredRecipient.<StoredRecipient>list(
            OF_BATCH + " and position >= ?3 and position < ?4 order by position",
            workspace.id(),
            batchId,
            from,
            to)
        .map(rows -> rows.stream().map(StoredRecipient::recipient).toList());
  }

  private Recipient recipient() {
    return new Recipient(
        id,
        Recipient.Status.of(status),
        createdAtUnix,
        updatedAtUnix,
        Optional.ofNullable(conversationId),
        Json.read(request, ObjectNode.class));
  }

  static Uni<Integer> cancel(Workspace workspace, String batchId, long nowUnix) {
    return update(
        "set status = ?3, updatedAtUnix = ?4 where " + OF_BATCH + " and status in ?5",
        workspace.id(),
        batchId,
        Recipient.Status.CANCELLED.wireName(),
        nowUnix,
        Recipient.Status.stillToCome());
  }

  /** How many are to be called again. */
  static Uni<Integer> retry(Workspace workspace, String batchId, long nowUnix) {
    return update(
        "set status = ?3, updatedAtUnix = ?4, conversationId = null where "
            + OF_BATCH
            + " and status in ?5",
        workspace.id(),
        batchId,
        Recipient.Status.PENDING.wireName(),
        nowUnix,
        Recipient.Status.inVain());
  }

  static Uni<Long> delete(Workspace workspace, String batchId) {
    return delete(OF_BATCH, workspace.id(), batchId);
  }
}
