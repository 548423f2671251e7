package io.colloquy.rest.shelf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row: the document as text, and beside it what a list needs of it. */
@Entity
@Table(name = "document")
@IdClass(StoredDocument.Key.class)
public class StoredDocument extends PanacheEntityBase {

  /** Where a document is found. */
  public record Key(String workspace, String kind, String id) implements Serializable {}

  @Id public String workspace;

  @Id public String kind;

  @Id public String id;

  public String name;

  public String type;

  public long size;

  public String body;

  @Column(name = "created_at")
  public Instant createdAt;

  @Column(name = "updated_at")
  public Instant updatedAt;

  static StoredDocument blank(Key key, Instant now) {
    var stored = new StoredDocument();
    stored.workspace = key.workspace();
    stored.kind = key.kind();
    stored.id = key.id();
    stored.createdAt = now;
    return stored;
  }

  void take(ObjectNode document, Shelf.Label label, Instant now) {
    body = Json.text(document);
    name = label.name();
    type = label.type();
    size = label.size();
    updatedAt = now;
  }

  /**
   * By a statement: entities of one kind that are removed at once get in each other's way
   * (hibernate-reactive 1713).
   */
  Uni<Void> remove() {
    return delete("workspace = ?1 and kind = ?2 and id = ?3", workspace, kind, id)
        .replaceWithVoid();
  }

  Shelf.Entry entry() {
    return new Shelf.Entry(id, document(), createdAt, updatedAt);
  }

  ObjectNode document() {
    return Json.read(body, ObjectNode.class);
  }
}
