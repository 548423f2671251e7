package io.colloquy.gateway.access;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One row of {@code gateway.api_key}. The key itself is not in it. */
@Entity
@Table(name = "api_key")
public class ApiKey extends PanacheEntityBase {

  /** How many characters of a key are kept readable. */
  static final int PREFIX = 6;

  @Id public String id;

  @Column(name = "workspace_id", nullable = false)
  public String workspaceId;

  @Column(nullable = false)
  public String name;

  /** SHA-256 of the key in lower-case hex. */
  @Column(nullable = false, unique = true)
  public String hash;

  /** The first characters, so that people can tell their keys apart. */
  @Column(nullable = false)
  public String prefix;

  /** Whether the key may make workspaces and keys. */
  @Column(nullable = false)
  public boolean admin;

  @Column(name = "created_at", nullable = false)
  public Instant createdAt;
}
