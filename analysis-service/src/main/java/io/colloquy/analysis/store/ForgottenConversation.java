package io.colloquy.analysis.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code forgotten}: what is left of a deleted conversation. */
@Entity
@Table(name = "forgotten")
public class ForgottenConversation extends PanacheEntityBase {

  @Id public String conversationId;
  public Instant forgottenAt;

  static ForgottenConversation of(String conversationId, Instant now) {
    var row = new ForgottenConversation();
    row.conversationId = conversationId;
    row.forgottenAt = now;
    return row;
  }
}
