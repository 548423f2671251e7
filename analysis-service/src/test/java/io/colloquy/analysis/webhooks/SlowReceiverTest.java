package io.colloquy.analysis.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.analysis.store.Transactions;
import io.colloquy.analysis.webhooks.WebhookEvent.FailureReason;
import io.colloquy.contracts.Ids;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One receiver that never answers, and one that does. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class SlowReceiverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int PLACES = 8;

  @Inject Outbox outbox;
  @Inject Transactions transactions;
  @Inject Subscriptions subscriptions;

  private Workshop told(Receiver receiver) {
    var workshop = Workshop.ofItsOwn();
    var webhook = workshop.webhook(receiver.url());
    workshop.says(
        subscriptions,
        "'post_call_webhook_id': '%s', 'events': ['call_initiation_failure']"
            .formatted(webhook.id()));
    return workshop;
  }

  private void happensIn(Workshop workshop) {
    var event =
        WebhookEvent.callInitiationFailure(
            workshop.workspace(),
            "agent_1",
            Ids.conversation(),
            FailureReason.BUSY,
            "sip",
            Map.of(),
            Instant.now());
    assertThat(transactions.attempt(() -> outbox.add(event)).await().atMost(PATIENCE)).isTrue();
  }

  @Test
  void aSlowReceiverHasItsPlacesAndDelaysNobody() throws Exception {
    var over = new CountDownLatch(1);
    try (var slow = Receiver.that((_, _) -> over.await());
        var quick = Receiver.thatAnswers(200)) {
      var theirs = told(slow);
      var mine = told(quick);
      for (int i = 0; i < 3 * PLACES; i++) {
        happensIn(theirs);
      }
      await().atMost(PATIENCE).until(() -> slow.received().size() == PLACES);

      happensIn(mine);

      await().atMost(PATIENCE).until(() -> quick.received().size() == 1);
      assertThat(slow.received()).hasSize(PLACES);
      theirs
          .request()
          .get(Workshop.WEBHOOKS)
          .jsonPath()
          .<String>getList("webhooks.webhook_id")
          .forEach(
              id -> theirs.request().delete(Workshop.WEBHOOKS + "/" + id).then().statusCode(200));
    } finally {
      over.countDown();
    }
  }
}
