package io.colloquy.analysis.webhooks;

import static io.colloquy.analysis.webhooks.Workshop.WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks of a workspace over REST. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class WebhooksTest {

  private final Workshop mine = Workshop.ofItsOwn();

  @Inject Pool pool;
  @Inject Subscriptions subscriptions;

  @Test
  void aWebhookIsShownAsTheOfficialClientReadsIt() {
    var webhook = mine.webhook("https://receiver.example/hook");

    assertThat(mine.shown(webhook.id()))
        .containsEntry("name", "Test")
        .containsEntry("webhook_url", "https://receiver.example/hook")
        .containsEntry("is_disabled", false)
        .containsEntry("is_auto_disabled", false)
        .containsEntry("auth_type", "hmac")
        .containsEntry("usage", List.of())
        .containsEntry("events", List.of())
        .containsEntry("most_recent_failure_error_code", null)
        .containsEntry("most_recent_failure_timestamp", null)
        .containsEntry("retry_enabled", true)
        .hasEntrySatisfying("created_at_unix", at -> assertThat(at).isInstanceOf(Integer.class));
  }

  @Test
  void itsSecretIsToldOnceAndKeptUnreadable() {
    var webhook = mine.webhook("https://receiver.example/hook");

    assertThat(webhook.secret()).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(webhook.secret().substring(6))).hasSize(32);
    mine.request()
        .get(WEBHOOKS)
        .then()
        .statusCode(200)
        .body(not(containsString(webhook.secret())))
        .body(not(containsString("secret\"")));
    var stored =
        pool.preparedQuery("select row_to_json(w)::text from analysis.webhook w where id = $1")
            .execute(Tuple.of(webhook.id()))
            .await()
            .atMost(Duration.ofSeconds(10))
            .iterator()
            .next()
            .getString(0);
    assertThat(stored).contains("sealed:1:").doesNotContain(webhook.secret().substring(6));
  }

  @Test
  void usagesAreToldWhereTheyAreAskedFor() {
    var webhook = mine.webhook("https://receiver.example/hook");
    mine.says(subscriptions, "'post_call_webhook_id': '" + webhook.id() + "'");

    assertThat(mine.shown(webhook.id()))
        .containsEntry("usage", List.of(Map.of("usage_type", "ConvAI Settings")));
    mine.request()
        .get(WEBHOOKS)
        .then()
        .body("webhooks[0].usage", equalTo(null))
        .body("webhooks[0].events", equalTo(null));
  }

  @Test
  void aChangeLeavesWhatItDoesNotName() {
    var webhook = mine.webhook("https://receiver.example/hook");
    mine.change(webhook.id(), "'is_disabled': true, 'name': 'Other', 'retry_enabled': false")
        .then()
        .statusCode(200)
        .body("status", matchesPattern("\\w+"));

    mine.change(webhook.id(), "'is_disabled': false, 'name': 'Again', 'events': ['agent_qa']");

    assertThat(mine.shown(webhook.id()))
        .containsEntry("name", "Again")
        .containsEntry("is_disabled", false)
        .containsEntry("retry_enabled", false)
        .containsEntry("events", List.of("agent_qa"));
  }

  @Test
  void aWebhookThatIsDeletedIsGone() {
    var webhook = mine.webhook("https://receiver.example/hook");
    var path = WEBHOOKS + "/" + webhook.id();

    mine.request().delete(path).then().statusCode(200).body("status", matchesPattern("\\w+"));

    mine.request().delete(path).then().statusCode(404);
    mine.request()
        .get(path)
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("webhook_not_found"));
  }

  @Test
  void whatIsInAnotherWorkspaceIsNotThere() {
    var theirs = Workshop.ofItsOwn().webhook("https://receiver.example/hook");
    var path = WEBHOOKS + "/" + theirs.id();

    mine.request().get(WEBHOOKS).then().body("webhooks.size()", equalTo(0));
    mine.request().get(path).then().statusCode(404);
    mine.request().delete(path).then().statusCode(404);
    mine.change(theirs.id(), "'is_disabled': true, 'name': 'x'").then().statusCode(404);
    mine.request().body("{}").post(path + "/secret").then().statusCode(404);
    mine.request().get(path + "/deliveries").then().statusCode(404);
    mine.request()
        .body("{\"after_unix\": 0}")
        .post(path + "/deliveries/replay")
        .then()
        .statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'name': 'x', 'webhook_url': 'https://a.example' | auth_type",
        "'auth_type': 'mtls', 'name': 'x', 'webhook_url': 'https://a.example' | auth_type",
        "'auth_type': 'hmac', 'webhook_url': 'https://a.example' | name",
        "'auth_type': 'hmac', 'name': 'x' | webhook_url",
        "'auth_type': 'hmac', 'name': 'x', 'webhook_url': 'nowhere' | webhook_url",
        "'auth_type': 'hmac', 'name': 'x', 'webhook_url': 'ftp://a.example' | webhook_url",
        "'auth_type': 'hmac', 'name': 'x', 'webhook_url': 'http://1.1.1.1/' | webhook_url",
        "'auth_type': 'hmac', 'name': 'x', 'webhook_url': 'https://u:p@a.example/' | webhook_url",
      })
  void whatCannotBeAWebhookIsRefused(String settings, String member) {
    mine.create(settings)
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "settings", member)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "content-length", "WebHook-Id", "ElevenLabs-Signature", "a b", "a:b"})
  void headersThatAreOursOrNoneAreRefused(String name) {
    mine.create(
            "'auth_type': 'hmac', 'name': 'x', 'webhook_url': 'https://a.example',"
                + " 'request_headers': {'"
                + name
                + "': 'x'}")
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("body", "settings", "request_headers", name));
  }

  @Test
  void aNewSecretIsToldOnceAndSaysHowLongTheOldOneHolds() {
    var webhook = mine.webhook("https://receiver.example/hook");
    var path = WEBHOOKS + "/" + webhook.id() + "/secret";

    var rotated =
        mine.request()
            .body("{\"overlap_secs\": 3600}")
            .post(path)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    assertThat(rotated.getString("webhook_secret"))
        .startsWith("whsec_")
        .isNotEqualTo(webhook.secret());
    assertThat(rotated.getLong("previous_secret_expires_at_unix"))
        .isEqualTo(
            ((Number) mine.shown(webhook.id()).get("previous_secret_expires_at_unix")).longValue());
    mine.request()
        .body("{\"overlap_secs\": 0}")
        .post(path)
        .then()
        .statusCode(200)
        .body("previous_secret_expires_at_unix", equalTo(null));
    mine.request()
        .body("{\"overlap_secs\": 999999}")
        .post(path)
        .then()
        .statusCode(422)
        .body("detail.loc", everyItem(contains("body", "overlap_secs")));
  }
}
