package io.colloquy.analysis.store;

import io.colloquy.analysis.recording.Recording;
import io.colloquy.analysis.recording.Recordings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code recording}, as far as a conversation shows it. */
@Entity
@Immutable
@Table(name = "recording")
public class StoredRecording extends PanacheEntityBase {

  @Id public String conversationId;

  public String state;
  public long durationMs;
  public boolean hasUser;
  public boolean hasAgent;

  @JdbcTypeCode(SqlTypes.JSON)
  public String latencies;

  /** Within a transaction: what there is to be heard of a conversation, if it was recorded. */
  static Uni<Optional<Recording>> find(String conversationId) {
    return StoredRecording.<StoredRecording>findById(conversationId)
        .map(row -> Optional.ofNullable(row).flatMap(StoredRecording::recording));
  }

  private Optional<Recording> recording() {
    return Recording.of(state, durationMs, hasUser, hasAgent, latencies);
  }

  /** Within the transaction that forgets a conversation: its sound goes as well, soon. */
  static Uni<Void> forget(String conversationId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery("delete from {h-schema}recording where conversation_id = ?1")
                    .setParameter(1, conversationId)
                    .executeUpdate()
                    .flatMap(
                        _ ->
                            session
                                .createNativeQuery(
                                    "insert into {h-schema}blob_removal (place) values (?1)"
                                        + " on conflict (place) do update"
                                        + " set due_at = now(), times = 0")
                                .setParameter(1, Recordings.place(conversationId))
                                .executeUpdate()))
        .replaceWithVoid();
  }
}
