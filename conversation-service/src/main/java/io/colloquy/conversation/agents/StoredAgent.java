package io.colloquy.conversation.agents;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the agents' table: the document, and beside it what a list needs of it. */
@Entity
@Table(name = "agent")
public class StoredAgent extends PanacheEntityBase {

  @Id public String id;

  public String workspace;

  public JsonObject document;

  public String name;

  @Column(name = "voice_id")
  public String voiceId;

  public String[] tags;

  public boolean archived;

  @Column(name = "created_at")
  public Instant createdAt;

  @Column(name = "updated_at")
  public Instant updatedAt;

  static StoredAgent of(Workspace workspace, Agent agent, Instant now) {
    var stored = new StoredAgent();
    stored.id = agent.agentId();
    stored.workspace = workspace.id();
    stored.createdAt = now;
    stored.take(agent, now);
    return stored;
  }

  void take(Agent agent, Instant now) {
    document = new JsonObject(Json.text(agent));
    name = agent.name();
    voiceId = agent.conversationConfig().tts().voiceId();
    tags = agent.tags().toArray(String[]::new);
    archived = Boolean.TRUE.equals(agent.platformSettings().rest().get("archived"));
    updatedAt = now;
  }

  Agent agent() {
    return Json.read(document.encode(), Agent.class);
  }

  OwnedAgent owned() {
    return new OwnedAgent(workspace, agent());
  }
}
