package io.colloquy.analysis.webhooks;

import io.colloquy.analysis.webhooks.delivery.Health;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code webhook}. */
@Entity
@Table(name = "webhook")
public class StoredWebhook extends PanacheEntityBase {

  @Id public String id;

  public String workspace;
  public String name;
  public String url;
  public String requestHeaders;
  public String secret;
  public String previousSecret;
  public Instant previousUntil;
  public String state;
  public boolean retryEnabled;
  public String events;
  public Instant createdAt;
  public int failures;
  public int failing;
  public Instant lastSuccessAt;
  public Instant lastFailureAt;
  public Integer lastFailure;

  Health health() {
    return new Health(
        Health.State.valueOf(state),
        failures,
        failing,
        Optional.ofNullable(lastSuccessAt),
        Optional.ofNullable(lastFailureAt),
        Optional.ofNullable(lastFailure));
  }

  void take(Health health) {
    state = health.state().name();
    failures = health.failures();
    failing = health.failing();
    lastSuccessAt = health.lastSuccessAt().orElse(null);
    lastFailureAt = health.lastFailureAt().orElse(null);
    lastFailure = health.lastFailure().orElse(null);
  }

  boolean isEnabled() {
    return state.equals(Health.State.ENABLED.name());
  }
}
