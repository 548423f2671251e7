package io.colloquy.analysis.webhooks;

import static io.colloquy.analysis.webhooks.Workshop.WEBHOOKS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.analysis.Publisher;
import io.colloquy.analysis.agents.Agents;
import io.colloquy.analysis.store.Transactions;
import io.colloquy.analysis.webhooks.Receiver.Received;
import io.colloquy.analysis.webhooks.WebhookEvent.FailureReason;
import io.colloquy.analysis.webhooks.WebhookEvent.Handling;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the event to its receiver. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class DeliveryOverHttpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String DATA =
      "{\"conversation_id\": \"c\", \"transcript\": [{\"message\": \"Grüße 👋\"}]}";

  private final Workshop mine = Workshop.ofItsOwn();
  private final String conversation = Ids.conversation();

  @Inject Outbox outbox;
  @Inject Transactions transactions;
  @Inject Subscriptions subscriptions;
  @Inject Agents agents;
  @Inject Pool pool;

  private Workshop.Webhook subscribed(Receiver receiver) {
    var webhook = mine.webhook(receiver.url());
    mine.says(subscriptions, "'post_call_webhook_id': '" + webhook.id() + "'");
    return webhook;
  }

  private WebhookEvent transcription(Handling handling) {
    return WebhookEvent.transcription(
        mine.workspace(), "agent_1", conversation, DATA.getBytes(UTF_8), Instant.now(), handling);
  }

  private boolean add(WebhookEvent event) {
    return transactions.attempt(() -> outbox.add(event)).await().atMost(PATIENCE);
  }

  private static Received only(Receiver receiver) {
    await().atMost(PATIENCE).until(() -> !receiver.received().isEmpty());
    return receiver.received().getFirst();
  }

  private void awaitStatus(String webhook, String... statuses) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(mine.deliveries(webhook))
                    .extracting(delivery -> delivery.get("status"))
                    .containsExactly((Object[]) statuses));
  }

  private static String hash(String secret, Received request) throws Exception {
    var time = request.headers().get("webhook-timestamp");
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    mac.update((time + ".").getBytes(UTF_8));
    return HexFormat.of().formatHex(mac.doFinal(request.body()));
  }

  @Test
  void anEventArrivesSignedAndIsNotedDown() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      var webhook = subscribed(receiver);

      assertThat(add(transcription(Handling.USUAL))).isTrue();

      var request = only(receiver);
      assertThat(request.text())
          .startsWith("{\"type\":\"post_call_transcription\",\"event_timestamp\":")
          .endsWith(",\"data\":" + DATA + "}");
      assertThat(request.headers().get("elevenlabs-signature"))
          .isEqualTo(
              "t=%s,v0=%s"
                  .formatted(
                      request.headers().get("webhook-timestamp"), hash(webhook.secret(), request)));
      awaitStatus(webhook.id(), "delivered");
      var delivery = mine.deliveries(webhook.id()).getFirst();
      assertThat(delivery)
          .containsEntry("event_id", request.headers().get("webhook-id"))
          .containsEntry("event_type", "post_call_transcription")
          .containsEntry("conversation_id", conversation)
          .containsEntry("attempt_count", 1)
          .containsEntry("is_replay", false);
      mine.request()
          .get(WEBHOOKS + "/" + webhook.id() + "/deliveries/" + delivery.get("delivery_id"))
          .then()
          .statusCode(200)
          .body("attempts.size()", equalTo(1))
          .body("attempts[0].outcome", equalTo("delivered"))
          .body("attempts[0].status_code", equalTo(200))
          .body("attempts[0].body_sha256", equalTo(delivery.get("body_sha256")));
    }
  }

  @Test
  void toldTwiceIsToldOnce() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      var webhook = subscribed(receiver);

      assertThat(add(transcription(Handling.USUAL))).isTrue();
      assertThat(add(transcription(Handling.USUAL))).isFalse();

      awaitStatus(webhook.id(), "delivered");
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void anEventOfATransactionThatFailsNeverHappened() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      var webhook = subscribed(receiver);

      var failing =
          transactions.attempt(
              () -> outbox.add(transcription(Handling.USUAL)).map(_ -> List.of().getFirst()));

      assertThatThrownBy(() -> failing.await().atMost(PATIENCE))
          .isInstanceOf(NoSuchElementException.class);
      assertThat(mine.deliveries(webhook.id())).isEmpty();
    }
  }

  @Test
  void aFailureIsTriedAgainWithTheSameIdAndBytesAndANewTime() throws Exception {
    var answers = new AtomicInteger();
    try (var receiver =
        Receiver.that(
            (_, out) ->
                out.write(Receiver.answer(answers.getAndIncrement() == 0 ? 503 : 200, "")))) {
      var webhook = subscribed(receiver);

      add(transcription(Handling.USUAL));

      awaitStatus(webhook.id(), "delivered");
      var first = receiver.received().getFirst();
      var second = receiver.received().getLast();
      assertThat(receiver.received()).hasSize(2);
      assertThat(second.headers().get("webhook-id")).isEqualTo(first.headers().get("webhook-id"));
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(Long.parseLong(second.headers().get("webhook-timestamp")))
          .isGreaterThanOrEqualTo(Long.parseLong(first.headers().get("webhook-timestamp")) + 5);
      assertThat(mine.shown(webhook.id()))
          .containsEntry("most_recent_failure_error_code", 503)
          .hasEntrySatisfying("most_recent_failure_timestamp", at -> assertThat(at).isNotNull());
    }
  }

  @Test
  void whatMayBeTriedOnceIsTriedOnceAndNotKept() throws Exception {
    try (var receiver = Receiver.thatAnswers(500)) {
      var webhook = subscribed(receiver);

      add(transcription(Handling.ONCE));

      awaitStatus(webhook.id(), "failed");
      var delivery = mine.deliveries(webhook.id()).getFirst();
      mine.request()
          .post(
              "%s/%s/deliveries/%s/replay"
                  .formatted(WEBHOOKS, webhook.id(), delivery.get("delivery_id")))
          .then()
          .statusCode(409)
          .body("detail.status", equalTo("content_gone"));
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void ofACallOfWhichNothingIsKeptNothingIsStored(int status) throws Exception {
    try (var receiver = Receiver.thatAnswers(status)) {
      var webhook = subscribed(receiver);

      outbox.sendUnstored(transcription(Handling.ONCE)).await().atMost(PATIENCE);

      assertThat(receiver.received()).hasSize(1);
      assertThat(receiver.received().getFirst().text()).contains("Grüße");
      assertThat(mine.deliveries(webhook.id())).isEmpty();
      assertThat(events()).isZero();
      assertThat(mine.shown(webhook.id()))
          .containsEntry("most_recent_failure_error_code", status == 200 ? null : 500);
    }
  }

  private long events() {
    return pool.preparedQuery(
            "select count(*) from analysis.webhook_event where conversation_id = $1")
        .execute(Tuple.of(conversation))
        .await()
        .atMost(PATIENCE)
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void aConversationThatIsForgottenIsForgottenHereToo() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      var webhook = subscribed(receiver);
      add(transcription(Handling.USUAL));
      awaitStatus(webhook.id(), "delivered");

      transactions.attempt(() -> outbox.forget(conversation)).await().atMost(PATIENCE);

      assertThat(events()).isZero();
      assertThat(mine.deliveries(webhook.id())).isEmpty();
    }
  }

  @Test
  void aReplayIsADeliveryOfItsOwnWithTheSameId() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      var webhook = subscribed(receiver);
      add(transcription(Handling.USUAL));
      awaitStatus(webhook.id(), "delivered");
      var delivery = mine.deliveries(webhook.id()).getFirst();
      var path = WEBHOOKS + "/" + webhook.id() + "/deliveries";

      mine.request()
          .post(path + "/" + delivery.get("delivery_id") + "/replay")
          .then()
          .statusCode(200)
          .body("event_id", equalTo(delivery.get("event_id")))
          .body("is_replay", equalTo(true));
      mine.request()
          .body("{\"after_unix\": 0, \"statuses\": [\"delivered\"]}")
          .post(path + "/replay")
          .then()
          .statusCode(200);

      await().atMost(PATIENCE).until(() -> receiver.received().size() >= 2);
      assertThat(receiver.received())
          .extracting(request -> request.headers().get("webhook-id"))
          .containsOnly((String) delivery.get("event_id"));
      assertThat(receiver.received())
          .extracting(Received::text)
          .containsOnly(only(receiver).text());
    }
  }

  @Test
  void whatADisabledWebhookMissedIsBroughtWhenItIsAskedFor() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      var webhook = subscribed(receiver);
      mine.change(webhook.id(), "'is_disabled': true, 'name': 'x'").then().statusCode(200);
      add(transcription(Handling.USUAL));
      awaitStatus(webhook.id(), "skipped");
      mine.change(webhook.id(), "'is_disabled': false, 'name': 'x'").then().statusCode(200);

      mine.request()
          .body("{\"after_unix\": %d}".formatted(Instant.now().getEpochSecond() - 60))
          .post(WEBHOOKS + "/" + webhook.id() + "/deliveries/replay")
          .then()
          .statusCode(200)
          .body("replayed", equalTo(1));

      awaitStatus(webhook.id(), "delivered", "skipped");
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void aReceiverThatIsGoneIsToldNothingMore() throws Exception {
    try (var receiver = Receiver.thatAnswers(410)) {
      var webhook = subscribed(receiver);

      add(transcription(Handling.USUAL));

      awaitStatus(webhook.id(), "failed");
      assertThat(mine.shown(webhook.id())).containsEntry("is_auto_disabled", true);
    }
  }

  @Test
  void whileTwoSecretsHoldBothSignAndTheOldOneIsFirst() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      var webhook = subscribed(receiver);
      String fresh =
          mine.request()
              .body("{\"overlap_secs\": 3600}")
              .post(WEBHOOKS + "/" + webhook.id() + "/secret")
              .then()
              .statusCode(200)
              .extract()
              .path("webhook_secret");

      add(transcription(Handling.USUAL));

      var request = only(receiver);
      assertThat(request.headers().get("elevenlabs-signature").split(","))
          .containsExactly(
              "t=" + request.headers().get("webhook-timestamp"),
              "v0=" + hash(webhook.secret(), request),
              "v0=" + hash(fresh, request));
      assertThat(request.headers().get("webhook-signature").split(" ")).hasSize(2);
    }
  }

  @Test
  void aWorkspacesOwnHeadersGoWithEachDelivery() throws Exception {
    try (var receiver = Receiver.thatAnswers(200)) {
      var webhook = subscribed(receiver);
      mine.change(
              webhook.id(),
              "'is_disabled': false, 'name': 'x', 'request_headers': {'X-Api-Key': 'k'}")
          .then()
          .statusCode(200);

      add(transcription(Handling.USUAL));

      assertThat(only(receiver).headers()).containsEntry("x-api-key", "k");
    }
  }

  @Test
  void anAgentsOwnWebhookIsToldInsteadOfTheWorkspaces() throws Exception {
    try (var general = Receiver.thatAnswers(200);
        var own = Receiver.thatAnswers(200)) {
      var _ = subscribed(general);
      var webhook = mine.webhook(own.url());
      var agent = Ids.agent();
      try (var publisher = new Publisher()) {
        publisher.publish(
            Topics.AGENTS,
            agent,
            Map.of(Workspace.HEADER, mine.workspace()),
            """
            {"agent_id": "%s", "platform_settings": {"workspace_overrides": {"webhooks":
              {"post_call_webhook_id": "%s", "events": ["call_initiation_failure"]}}}}
            """
                .formatted(agent, webhook.id()));
      }
      await().atMost(PATIENCE).until(() -> agents.ownerOf(agent).isPresent());

      add(
          WebhookEvent.callInitiationFailure(
              mine.workspace(),
              agent,
              conversation,
              FailureReason.NO_ANSWER,
              "twilio",
              Map.of("CallStatus", "no-answer"),
              Instant.ofEpochSecond(1_739_537_297)));

      assertThat(only(own).text())
          .isEqualTo(
              "{\"type\":\"call_initiation_failure\",\"event_timestamp\":1739537297,\"data\":"
                  + "{\"agent_id\":\"%s\",\"conversation_id\":\"%s\","
                      .formatted(agent, conversation)
                  + "\"failure_reason\":\"no-answer\","
                  + "\"metadata\":{\"type\":\"twilio\",\"body\":{\"CallStatus\":\"no-answer\"}}}}");
      assertThat(general.received()).isEmpty();
      assertThat(mine.shown(webhook.id()))
          .containsEntry("usage", List.of(Map.of("usage_type", "ConvAI Agent Settings")));
    }
  }

  @Test
  void nobodyIsToldWhatNobodySubscribedTo() {
    assertThat(add(transcription(Handling.USUAL))).isFalse();
    assertThat(events()).isZero();
  }
}
