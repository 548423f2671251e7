package io.colloquy.analysis.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code agent_test}. */
@Entity
@Table(name = "agent_test")
@IdClass(StoredTest.Key.class)
public class StoredTest extends PanacheEntityBase {

  /** Which test, or folder, of which workspace. */
  public record Key(String workspace, String id) implements Serializable {}

  @Id public String workspace;
  @Id public String id;

  public String name;
  public String type;
  public String parentId;
  public boolean folder;
  public String body;
  public Instant createdAt;
  public Instant updatedAt;

  static StoredTest blank(Key key, String type, Instant now) {
    var row = new StoredTest();
    row.workspace = key.workspace();
    row.id = key.id();
    row.type = type;
    row.folder = type.equals(AgentTest.FOLDER);
    row.body = "{}";
    row.createdAt = now;
    row.updatedAt = now;
    return row;
  }

  /**
   * By a statement: entities of one kind that are removed at once get in each other's way
   * (hibernate-reactive 1713).
   */
  Uni<Void> remove() {
    return delete("workspace = ?1 and id = ?2", workspace, id).replaceWithVoid();
  }

  AgentTest test() {
    return new AgentTest(
        id,
        name,
        type,
        Optional.ofNullable(parentId),
        Json.read(body, ObjectNode.class),
        createdAt,
        updatedAt);
  }
}
