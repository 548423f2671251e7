package io.colloquy.analysis.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.analysis.webhooks.delivery.Health;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Blocking;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.egress.Egress;
import io.colloquy.rest.egress.Forbidden;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The webhooks of workspaces. Every method is to be called on a Vert.x context, and fails with a
 * {@link Refusal} (404) where what it is about is not there.
 */
@ApplicationScoped
public class Webhooks {

  private static final List<Object> URL = List.of(Flaw.BODY, "settings", "webhook_url");

  private final Egress egress;
  private final WebhookSecrets secrets;
  private final Clock clock;

  public Webhooks(Egress egress, WebhookSecrets secrets, Clock clock) {
    this.egress = egress;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A webhook and its secret, which is told this once. */
  record Created(StoredWebhook webhook, String secret) {}

  /** Fails with an {@link InvalidRequest} if its address may not be connected to. */
  Uni<Created> create(Workspace workspace, ObjectNode settings) {
    var row = new StoredWebhook();
    row.id = Ids.random("wh_");
    row.workspace = workspace.id();
    row.name = settings.path("name").textValue();
    row.url = settings.path("webhook_url").textValue();
    row.requestHeaders =
        headers(row, settings.path("request_headers"), Flaw.path(URL.subList(0, 2)));
    row.events = "[]";
    row.retryEnabled = true;
    row.createdAt = now();
    row.take(Health.NEW);
    var secret = secrets.create();
    row.secret = secrets.seal(secret, row.id);
    return judged(row.url)
        .chain(() -> Panache.withTransaction(row::<StoredWebhook>persist))
        .map(stored -> new Created(stored, secret));
  }

  private String headers(StoredWebhook row, JsonNode headers, List<Object> loc) {
    return RequestHeaders.checked(headers, Flaw.path(loc, "request_headers"))
        .map(json -> secrets.seal(json, row.id))
        .orElse(null);
  }

  private Uni<Void> judged(String url) {
    var here = Vertx.currentContext();
    return Blocking.<Optional<String>>uni(
            () -> {
              try {
                egress.judge(url);
                return Optional.empty();
              } catch (Forbidden e) {
                return Optional.of(e.getMessage());
              }
            })
        .emitOn(task -> here.runOnContext(_ -> task.run()))
        .invoke(
            flaw ->
                flaw.ifPresent(
                    message -> {
                      throw new InvalidRequest(Flaw.ofValue(URL, message));
                    }))
        .replaceWithVoid();
  }

  /** In the order of their creation. */
  Uni<List<StoredWebhook>> list(Workspace workspace) {
    return Panache.withSession(
        () -> StoredWebhook.list("workspace = ?1 order by createdAt, id", workspace.id()));
  }

  Uni<StoredWebhook> get(Workspace workspace, String id) {
    return Panache.withSession(() -> find(workspace, id, LockModeType.NONE));
  }

  /** What the body does not name stays as it is. */
  Uni<StoredWebhook> change(Workspace workspace, String id, ObjectNode body) {
    return changed(
        workspace,
        id,
        row -> {
          row.name = body.path("name").textValue();
          row.take(row.health().set(body.path("is_disabled").booleanValue()));
          if (body.path("retry_enabled").isBoolean()) {
            row.retryEnabled = body.path("retry_enabled").booleanValue();
          }
          if (body.path("request_headers").isObject()) {
            row.requestHeaders = headers(row, body.path("request_headers"), List.of(Flaw.BODY));
          }
          if (body.path("events").isArray()) {
            row.events = Json.text(body.path("events"));
          }
          return row;
        });
  }

  /**
   * A new secret.
   *
   * @param overlap for how long the old one signs as well; zero if it is not to be trusted any more
   */
  Uni<Created> rotate(Workspace workspace, String id, Duration overlap) {
    return changed(
        workspace,
        id,
        row -> {
          var secret = secrets.create();
          row.previousSecret = overlap.isZero() ? null : row.secret;
          row.previousUntil = overlap.isZero() ? null : now().plus(overlap);
          row.secret = secrets.seal(secret, row.id);
          return new Created(row, secret);
        });
  }

  /** With it goes what was to be brought to it, and the log of that. */
  Uni<Void> delete(Workspace workspace, String id) {
    return Panache.withTransaction(
        () ->
            find(workspace, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(row -> StoredWebhook.delete("id", row.id))
                .replaceWithVoid());
  }

  private static <T> Uni<T> changed(
      Workspace workspace, String id, Function<StoredWebhook, T> change) {
    return Panache.withTransaction(
        () -> find(workspace, id, LockModeType.PESSIMISTIC_WRITE).map(change));
  }

  private static Uni<StoredWebhook> find(Workspace workspace, String id, LockModeType lock) {
    return StoredWebhook.<StoredWebhook>findById(id.replace('\0', '\uFFFD'), lock)
        .map(
            row ->
                Optional.ofNullable(row)
                    .filter(found -> found.workspace.equals(workspace.id()))
                    .orElseThrow(() -> Refusal.notFound("webhook", id)));
  }

  /** As exact as PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
