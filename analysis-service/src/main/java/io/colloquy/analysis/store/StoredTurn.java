package io.colloquy.analysis.store;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.event.TranscriptTurn;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code turn}. */
@Entity
@Table(name = "turn")
@IdClass(StoredTurn.Key.class)
public class StoredTurn extends PanacheEntityBase {

  /** Which turn of which conversation. */
  public record Key(String conversationId, int turnIndex) {}

  @Id public String conversationId;
  @Id public int turnIndex;

  public int timeInCallSecs;

  @JdbcTypeCode(SqlTypes.JSON)
  public String said;

  static StoredTurn of(TranscriptTurn turn) {
    var row = new StoredTurn();
    row.conversationId = turn.conversationId();
    row.turnIndex = turn.index();
    row.timeInCallSecs = turn.timeInCallSecs();
    row.said = Json.text(turn);
    return row;
  }

  static Key key(TranscriptTurn turn) {
    return new Key(turn.conversationId(), turn.index());
  }

  TranscriptTurn turn() {
    return Json.read(said, TranscriptTurn.class);
  }
}
