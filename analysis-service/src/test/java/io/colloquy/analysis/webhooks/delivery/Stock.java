package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.contracts.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Webhooks and deliveries of a test, which go with it. */
final class Stock {

  private final Pool pool;
  private final Instant now;
  private final String workspace = Ids.random("ws_");

  Stock(Pool pool, Instant now) {
    this.pool = pool;
    this.now = now;
  }

  private RowSet<Row> run(String sql, Object... values) {
    return pool.preparedQuery(sql)
        .execute(Tuple.wrap(values))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private Object time() {
    return now.atOffset(ZoneOffset.UTC);
  }

  String webhook() {
    var id = Ids.random("wh_");
    var _ =
        run(
            """
            insert into analysis.webhook (id, workspace, name, url, secret, state, retry_enabled,
              events, created_at, failures, failing)
            values ($1, $2, 'Test', 'https://receiver.example', 'none', 'ENABLED', true, '[]', $3, 0, 0)
            """,
            id,
            workspace,
            time());
    return id;
  }

  /** An event to be brought to a webhook; tells the event's id. */
  String delivery(String webhook, String conversation, EventKind kind) {
    return delivery(webhook, conversation, kind, true);
  }

  /** One that is tried once, and not kept. */
  String discreetDelivery(String webhook, String conversation) {
    return delivery(webhook, conversation, EventKind.POST_CALL_TRANSCRIPTION, false);
  }

  private String delivery(String webhook, String conversation, EventKind kind, boolean usual) {
    var event = Ids.random("msg_");
    var _ =
        run(
            """
            insert into analysis.webhook_event (id, workspace, kind, agent_id, conversation_id,
              happened_at, body, body_sha256, retried, kept)
            values ($1, $2, $3, 'agent_1', $4, $5, $6, 'x', $7, $7)
            """,
            event,
            workspace,
            kind.name(),
            conversation,
            time(),
            Buffer.buffer("{}"),
            usual);
    var _ =
        run(
            """
            insert into analysis.webhook_delivery (id, webhook_id, event_id, kind, conversation_id,
              status, attempts, due_at, replayed, created_at)
            values ($1, $2, $3, $4, $5, 'PENDING', 0, $6, false, $6)
            """,
            Ids.random("whd_"),
            webhook,
            event,
            kind.name(),
            conversation,
            time());
    return event;
  }

  String status(String event) {
    return run("select status from analysis.webhook_delivery where event_id = $1", event)
        .iterator()
        .next()
        .getString(0);
  }

  boolean hasBody(String event) {
    return run("select body is not null from analysis.webhook_event where id = $1", event)
        .iterator()
        .next()
        .getBoolean(0);
  }

  String state(String webhook) {
    return run("select state from analysis.webhook where id = $1", webhook)
        .iterator()
        .next()
        .getString(0);
  }

  void enable(String webhook) {
    var _ = run("update analysis.webhook set state = 'ENABLED' where id = $1", webhook);
  }

  void withoutRetries(String webhook) {
    var _ = run("update analysis.webhook set retry_enabled = false where id = $1", webhook);
  }

  void clear() {
    var _ = run("delete from analysis.webhook_event where workspace = $1", workspace);
    var _ = run("delete from analysis.webhook where workspace = $1", workspace);
  }
}
