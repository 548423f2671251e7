package io.colloquy.gateway.access;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One row of {@code gateway.workspace}. */
@Entity
@Table(name = "workspace")
public class StoredWorkspace extends PanacheEntityBase {

  @Id public String id;

  @Column(nullable = false)
  public String name;

  /** Calls at once; null for the operator's limit, negative for none. */
  @Column(name = "concurrency_limit")
  public Integer concurrencyLimit;

  @Column(name = "created_at", nullable = false)
  public Instant createdAt;
}
