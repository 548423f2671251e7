package io.colloquy.conversation.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work on an index that ends before its time. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@TestProfile(Workshop.class)
class IndexQueueTest {

  private static final String TEXT = "A text that is long enough for an index. ".repeat(100);
  private static final Duration LEASE = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofHours(1);

  private final KnowledgeApi api = new KnowledgeApi();
  private final Workspace workspace = new Workspace(api.workspace);

  @Inject Pool pool;
  @Inject Indexes indexes;

  /** A network that gives the same vector for everything, when it may. */
  private record Gate(CountDownLatch reached, CountDownLatch open) implements Embedding {

    static Gate closed() {
      return new Gate(new CountDownLatch(1), new CountDownLatch(1));
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      reached.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EmbeddingFailed("interrupted", e);
      }
      return texts.stream().map(text -> new float[] {1, 0}).toList();
    }
  }

  @AfterEach
  void empty() {
    await(pool.query("delete from conversation.knowledge_index").execute());
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(10));
  }

  private Index wanted() {
    var document = api.text("t", TEXT);
    return await(indexes.ensure(workspace, document, KnowledgeApi.MODEL));
  }

  private Index now(Index index) {
    return await(indexes.ofDocument(workspace, index.documentId())).getFirst();
  }

  private IndexQueue queue(Duration lease) {
    return new IndexQueue(pool, lease, 3);
  }

  private Index claimed(IndexQueue queue) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> await(queue.claim()), Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void whatOneHasClaimedNobodyElseGetsWhileItsLeaseLasts() {
    var index = wanted();

    assertThat(claimed(queue(LONG)).id()).isEqualTo(index.id());

    assertThat(await(queue(LONG).claim())).isEmpty();
    assertThat(now(index).status()).isEqualTo(Index.Status.PROCESSING);
  }

  @Test
  void workThatIsCutOffIsTakenUpAgainAfterItsLease() {
    var index = wanted();
    var lost = claimed(queue(LEASE));

    var again = claimed(queue(LEASE));

    assertThat(again.id()).isEqualTo(index.id());
    assertThat(await(queue(LEASE).progress(lost, 50))).isFalse();
    assertThat(await(queue(LEASE).succeed(lost, List.of()))).isFalse();
    await(queue(LEASE).fail(lost, "too late"));
    assertThat(now(index).status()).isEqualTo(Index.Status.PROCESSING);
    var chunk = new Chunk("said", new float[] {1, 0});
    assertThat(await(queue(LEASE).succeed(again, List.of(chunk)))).isTrue();
    assertThat(now(index).status()).isEqualTo(Index.Status.SUCCEEDED);
  }

  @Test
  void workThatIsCutOffTimeAndAgainFails() {
    var index = wanted();
    for (int i = 0; i < 3; i++) {
      claimed(queue(LEASE));
    }

    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(await(queue(LEASE).claim())).isEmpty();
              assertThat(now(index).status()).isEqualTo(Index.Status.FAILED);
            });
    assertThat(now(index).reason().orElseThrow()).contains("time and again");
    assertThat(await(indexes.ensure(workspace, index.documentId(), KnowledgeApi.MODEL)).status())
        .isEqualTo(Index.Status.CREATED);
  }

  @Test
  void aWorkerThatIsStoppedInMidWorkGivesItBackAndTheNextOneFinishes() throws Exception {
    var index = wanted();
    var gate = Gate.closed();
    var first = new Indexing(queue(LONG), model -> gate);
    first.start();
    assertThat(gate.reached().await(10, TimeUnit.SECONDS)).isTrue();

    first.stop();

    assertThat(now(index).status()).isEqualTo(Index.Status.CREATED);
    gate.open().countDown();
    var second = new Indexing(queue(LONG), model -> gate);
    second.start();
    Awaitility.await().until(() -> now(index).status() == Index.Status.SUCCEEDED);
    second.stop();
    assertThat(await(indexes.vectors(index.id()))).hasSizeGreaterThan(3);
  }

  @Test
  void whatCannotBeEmbeddedFailsWithItsReason() throws Exception {
    var index = wanted();
    var worker =
        new Indexing(
            queue(LONG),
            model ->
                texts -> {
                  throw new Embedding.EmbeddingFailed("The provider is away.", null);
                });
    worker.start();
    Awaitility.await().until(() -> now(index).status() == Index.Status.FAILED);
    worker.stop();

    assertThat(now(index).reason()).contains("The provider is away.");
    assertThat(now(index).usedBytes()).isZero();
    var shown = KnowledgeApi.json(api.get("/" + index.documentId() + "/rag-index"));
    assertThat(shown.at("/indexes/0/failure_reason").textValue())
        .isEqualTo("The provider is away.");
  }

  @Test
  void anIndexThatIsDeletedInMidWorkStaysAway() throws Exception {
    var index = wanted();
    var gate = Gate.closed();
    var worker = new Indexing(queue(LONG), model -> gate);
    worker.start();
    assertThat(gate.reached().await(10, TimeUnit.SECONDS)).isTrue();

    api.delete("/" + index.documentId()).then().statusCode(200);
    gate.open().countDown();
    worker.stop();

    assertThat(
            await(
                    pool.preparedQuery(
                            "select count(*) as n from conversation.knowledge_chunk where index_id = $1")
                        .execute(Tuple.of(index.id())))
                .iterator()
                .next()
                .getLong("n"))
        .isZero();
  }

  @Test
  void moreThanTheWorkspaceMayIndexIsNotIndexed() {
    var document = api.text("t", TEXT);
    var tight = new Indexes(pool, 500, 4000);
    var other = api.text("u", TEXT);

    assertThat(await(tight.ensure(workspace, document, KnowledgeApi.MODEL)).status())
        .isEqualTo(Index.Status.RAG_LIMIT_EXCEEDED);
    assertThat(now(await(indexes.ensure(workspace, other, KnowledgeApi.MODEL))).status())
        .isEqualTo(Index.Status.CREATED);
  }
}
