package io.colloquy.conversation.outbox;

import io.colloquy.contracts.Packet;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Carries messages from the outbox to the broker, on one thread of its own, at least once and in
 * the order of each key.
 *
 * <p>Of each key only the oldest message is under way, and it is removed when the broker has
 * acknowledged it; the next follows then. Of all instances only the one that holds the advisory
 * lock relays; the others look again after the sweep interval, or sooner while somebody waits.
 */
final class OutboxRelay implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  /** Messages of one pass. They are held in memory, so there are few. */
  private static final int BATCH = 16;

  /** How often to look while somebody waits for a message that another instance relays. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  /** Any number that nothing else in this database locks. */
  private static final long LOCK = 0x636f_6c6c_6f71_0001L;

  private static final String OLDEST_OF_EACH_KEY =
      """
      select id, topic, message_key, headers, body from (
        select distinct on (topic, message_key) id, topic, message_key, headers, body
        from conversation.outbox order by topic, message_key, id) as oldest
      order by id limit %d
      """
          .formatted(BATCH);

  private record Message(long id, String topic, String key, Optional<Packet> packet) {}

  /** What a pass came to. */
  private enum Outcome {
    /** There may be more. */
    PROGRESS,
    /** Nothing is left to relay here. */
    IDLE,
    /** The broker or the database did not answer. */
    FAILED
  }

  private final Pool pool;
  private final Outlet outlet;
  private final Duration sweep;
  private final Thread thread;
  private final Semaphore calls = new Semaphore(0);
  private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private volatile boolean running = true;
  private boolean healthy = true;

  /**
   * @param sweep how long a message may lie that nobody called for
   */
  OutboxRelay(Pool pool, Outlet outlet, Duration sweep) {
    this.pool = pool;
    this.outlet = outlet;
    this.sweep = sweep;
    this.thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::relay);
  }

  void start() {
    thread.start();
  }

  /** Looks into the outbox now. */
  void call() {
    calls.release();
  }

  /** Completes once the message has left the outbox, whichever instance relayed it. */
  CompletionStage<Void> left(long messageId) {
    var left = new CompletableFuture<Void>();
    waiting.put(messageId, left);
    call();
    return left;
  }

  /** Whoever gives up waiting for a message says so. */
  void forget(long messageId) {
    waiting.remove(messageId);
  }

  private void relay() {
    while (running) {
      var outcome = pass();
      if (outcome != Outcome.PROGRESS) {
        rest(outcome);
      }
    }
  }

  private void rest(Outcome outcome) {
    var pause = outcome == Outcome.IDLE && !waiting.isEmpty() ? LOOK_AGAIN : sweep;
    try {
      if (calls.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        calls.drainPermits();
      }
    } catch (InterruptedException e) {
      running = false;
      Thread.currentThread().interrupt();
    }
  }

  private Outcome pass() {
    try {
      var connection = await(pool.getConnection());
      try {
        var outcome = relayWithin(connection);
        tellWaiting(connection);
        return outcome;
      } finally {
        await(connection.close());
      }
    } catch (RuntimeException e) {
      failed("the database does not answer", e);
      return Outcome.FAILED;
    }
  }

  private Outcome relayWithin(SqlConnection connection) {
    var transaction = await(connection.begin());
    try {
      var outcome = isMine(connection) ? relayOldest(connection) : Outcome.IDLE;
      await(transaction.commit());
      return outcome;
    } catch (RuntimeException e) {
      await(transaction.rollback());
      throw e;
    }
  }

  private static boolean isMine(SqlConnection connection) {
    return await(
            connection
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK)))
        .iterator()
        .next()
        .getBoolean(0);
  }

  private Outcome relayOldest(SqlConnection connection) {
    var rows = await(connection.query(OLDEST_OF_EACH_KEY).execute());
    var messages = StreamSupport.stream(rows.spliterator(), false).map(OutboxRelay::read).toList();
    if (messages.isEmpty()) {
      healthy = true;
      return Outcome.IDLE;
    }
    var sent = send(messages);
    await(
        connection
            .preparedQuery("delete from conversation.outbox where id = any($1)")
            .execute(Tuple.of(sent.toArray(Long[]::new))));
    if (sent.size() < messages.size()) {
      return Outcome.FAILED;
    }
    healthy = true;
    return Outcome.PROGRESS;
  }

  private static Message read(Row row) {
    var body = row.getBuffer("body");
    var headers = new LinkedHashMap<String, String>();
    row.get(JsonObject.class, "headers")
        .forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
    return new Message(
        row.getLong("id"),
        row.getString("topic"),
        row.getString("message_key"),
        Optional.ofNullable(body).map(bytes -> new Packet(headers, bytes.getBytes())));
  }

  /** Sends all at once, for they have different keys; says which were acknowledged. */
  private List<Long> send(List<Message> messages) {
    Map<Long, CompletableFuture<Void>> underWay = new LinkedHashMap<>();
    for (var message : messages) {
      var stage = hand(message).toCompletableFuture();
      underWay.put(message.id(), stage);
      if (stage.isCompletedExceptionally()) {
        break; // no broker: each further one would wait as long
      }
    }
    List<Long> sent = new ArrayList<>();
    underWay.forEach(
        (id, stage) -> {
          try {
            stage.join();
            sent.add(id);
          } catch (CompletionException e) {
            failed("the broker did not acknowledge", e);
          }
        });
    return sent;
  }

  private CompletionStage<Void> hand(Message message) {
    return message
        .packet()
        .map(packet -> outlet.send(message.topic(), message.key(), packet))
        .orElseGet(() -> outlet.delete(message.topic(), message.key()));
  }

  private void tellWaiting(SqlConnection connection) {
    var asked = new HashSet<>(waiting.keySet());
    if (asked.isEmpty()) {
      return;
    }
    var rows =
        await(
            connection
                .preparedQuery("select id from conversation.outbox where id = any($1)")
                .execute(Tuple.of(asked.toArray(Long[]::new))));
    rows.forEach(row -> asked.remove(row.getLong(0)));
    for (var gone : asked) {
      var left = waiting.remove(gone);
      if (left != null) {
        left.complete(null);
      }
    }
  }

  private void failed(String what, RuntimeException e) {
    if (healthy) {
      LOG.warnf("messages wait in the outbox: %s: %s", what, e.getMessage());
      healthy = false;
    }
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(DATABASE_PATIENCE);
  }

  /** Stops after the pass that is under way. What is left waits for the next start. */
  @Override
  public void close() {
    running = false;
    call();
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        LOG.warnf("the relay still runs after %s", CLOSE_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
