package io.colloquy.conversation.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.backbone.LocalPostgres;
import io.colloquy.contracts.Packet;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxRelayTest {

  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(50);

  @TempDir static Path folder;

  private static LocalPostgres postgres;
  private static Vertx vertx;

  /** Of the relays. */
  private static Pool pool;

  /** Of the test itself, which outlives what is done to the relays. */
  private static Pool own;

  private final List<OutboxRelay> relays = new ArrayList<>();
  private final Broker broker = new Broker();

  @BeforeAll
  static void startDatabase() throws IOException {
    postgres = LocalPostgres.start(folder, 0);
    Flyway.configure()
        .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.user())
        .schemas("conversation")
        .load()
        .migrate();
    vertx = Vertx.vertx();
    pool = pool("relay");
    own = pool("test");
  }

  private static Pool pool(String name) {
    return PgBuilder.pool()
        .connectingTo(
            "postgresql://%1$s:%1$s@%2$s:%3$d/%4$s?application_name=%5$s"
                .formatted(
                    postgres.user(), postgres.host(), postgres.port(), postgres.database(), name))
        .using(vertx)
        .build();
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    done(pool.close());
    done(own.close());
    done(vertx.close());
    postgres.close();
  }

  @BeforeEach
  void emptyOutbox() {
    done(own.query("delete from conversation.outbox").execute());
  }

  @AfterEach
  void stopRelays() {
    broker.answer();
    relays.forEach(OutboxRelay::close);
  }

  @Test
  void aMessageLeavesWithKeyHeadersAndBody() {
    add("agents", "a", "hello");

    relay(SOON);

    await().until(() -> broker.received.size() == 1);
    assertThat(broker.received).containsExactly("agents/a=hello{kind=test}");
    await().until(() -> size() == 0);
  }

  @Test
  void aMessageWithoutABodyRemovesTheKey() {
    add("agents", "a", null);

    relay(SOON);

    await().until(() -> broker.received.equals(List.of("agents/a removed")));
  }

  @Test
  void aCallRelaysAtOnceAndWhoeverWaitsIsTold() {
    var relay = relay(NEVER);
    await().until(() -> broker.received.isEmpty() && size() == 0);

    var id = add("agents", "a", "hello");
    var left = relay.left(id);

    await().until(() -> left.toCompletableFuture().isDone());
    assertThat(broker.received).hasSize(1);
    assertThat(size()).isZero();
  }

  @Test
  void aMessageThatLeftBeforeAnybodyAskedIsToldAsWell() {
    var relay = relay(SOON);
    var id = add("agents", "a", "hello");
    await().until(() -> size() == 0);

    var left = relay.left(id);

    await().until(() -> left.toCompletableFuture().isDone());
  }

  @Test
  void aMessageStaysUntilTheBrokerHasAcknowledgedIt() {
    broker.hold();
    add("agents", "a", "hello");

    relay(SOON);

    await().until(() -> broker.asked.size() == 1);
    assertThat(size()).isEqualTo(1);
    broker.answer();
    await().until(() -> size() == 0);
  }

  @Test
  void aRefusedMessageIsSentAgainBeforeTheNextOfItsKey() {
    broker.refuse("a");
    add("agents", "a", "1");
    add("agents", "a", "2");
    add("agents", "b", "other");

    relay(SOON);

    await().until(() -> broker.received.contains("agents/b=other{kind=test}"));
    assertThat(size()).isEqualTo(2);
    broker.answer();
    await().until(() -> size() == 0);
    assertThat(broker.receivedOf("a")).containsExactly("1", "2");
  }

  @Test
  void messagesOfAKeyKeepTheirOrderWhateverTheirNumber() {
    for (int i = 0; i < 30; i++) {
      add("agents", "a", "a" + i);
      add("agents", "b", "b" + i);
    }

    relay(SOON);

    await().until(() -> size() == 0);
    assertThat(broker.receivedOf("a")).hasSize(30).isEqualTo(numbered("a", 30));
    assertThat(broker.receivedOf("b")).isEqualTo(numbered("b", 30));
  }

  @Test
  void severalInstancesKeepTheOrderToo() {
    var first = relay(Duration.ofMillis(5));
    relay(Duration.ofMillis(5));
    relay(Duration.ofMillis(5));

    CompletionStage<Void> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < 100; i++) {
      last = first.left(add("agents", "a", "a" + i));
    }

    var told = last.toCompletableFuture();
    await().until(told::isDone);
    await().until(() -> size() == 0);
    assertThat(broker.receivedOf("a")).isEqualTo(numbered("a", 100));
  }

  @Test
  void aRelayOutlivesALostConnection() {
    relay(SOON);
    add("agents", "a", "before");
    await().until(() -> size() == 0);

    var killed =
        done(
            own.query(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where application_name = 'relay'")
                .execute());
    assertThat(killed.size()).isPositive();
    add("agents", "a", "after");

    await().until(() -> broker.receivedOf("a").contains("after"));
  }

  private OutboxRelay relay(Duration sweep) {
    var relay = new OutboxRelay(pool, broker, sweep);
    relays.add(relay);
    relay.start();
    return relay;
  }

  private static long add(String topic, String key, String body) {
    return done(own.preparedQuery(
                "insert into conversation.outbox"
                    + " (topic, message_key, headers, body, created_at)"
                    + " values ($1, $2, $3, $4, $5) returning id")
            .execute(
                Tuple.of(
                    topic,
                    key,
                    new JsonObject().put("kind", "test"),
                    body == null ? null : Buffer.buffer(body),
                    OffsetDateTime.now(ZoneOffset.UTC))))
        .iterator()
        .next()
        .getLong(0);
  }

  private static long size() {
    return done(own.query("select count(*) from conversation.outbox").execute())
        .iterator()
        .next()
        .getLong(0);
  }

  private static List<String> numbered(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(prefix + i);
    }
    return names;
  }

  private static <T> T done(Uni<T> answer) {
    return answer.await().atMost(Duration.ofSeconds(10));
  }

  /** Remembers what it was given, and answers as a test wants it. */
  private static final class Broker implements Outlet {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> bodies = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
    private volatile String refused = "";

    /** Acknowledges nothing until {@link #answer}. */
    void hold() {
      gate = new CompletableFuture<>();
    }

    void refuse(String key) {
      refused = key;
    }

    void answer() {
      refused = "";
      gate.complete(null);
    }

    List<String> receivedOf(String key) {
      return bodies.getOrDefault(key, List.of());
    }

    @Override
    public CompletionStage<Void> send(String topic, String key, Packet packet) {
      var body = new String(packet.body(), StandardCharsets.UTF_8);
      return take(topic, key, "%s/%s=%s%s".formatted(topic, key, body, packet.headers()), body);
    }

    @Override
    public CompletionStage<Void> delete(String topic, String key) {
      return take(topic, key, topic + "/" + key + " removed", "");
    }

    private CompletionStage<Void> take(String topic, String key, String what, String body) {
      asked.add(what);
      if (key.equals(refused)) {
        return CompletableFuture.supplyAsync(
            () -> {
              throw new IllegalStateException(topic + " refuses");
            });
      }
      return gate.thenRun(
          () -> {
            received.add(what);
            bodies.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(body);
          });
    }
  }
}
