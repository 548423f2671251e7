package io.colloquy.conversation.settings;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.flaws;
import static io.colloquy.conversation.Rest.json;
import static io.colloquy.conversation.Rest.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.conversation.Rest;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class SettingsTest {

  private static final String SETTINGS = "/v1/convai/settings";
  private static final String DASHBOARD = "/v1/convai/settings/dashboard";

  private static final String DEFAULTS =
      """
      {"conversation_initiation_client_data_webhook": null,
       "webhooks": {"post_call_webhook_id": null, "events": null, "send_audio": false},
       "can_use_mcp_servers": false, "rag_retention_period_days": 10}
      """;

  private final Rest rest = Rest.inNewWorkspace();

  @Test
  void aNewWorkspaceHasTheDefaults() {
    assertThat(done(rest.get(SETTINGS))).isEqualTo(json(DEFAULTS));
    assertThat(done(rest.get(DASHBOARD))).isEqualTo(json("{\"charts\": []}"));
  }

  @Test
  void settingsComeBackAsTheyWereSent() {
    var sent =
        json(
            """
            {"conversation_initiation_client_data_webhook":
               {"url": "https://x", "request_headers": {"a": "b"}, "future": [1]},
             "webhooks": {"post_call_webhook_id": "w", "send_audio": true, "events": ["transcript"]},
             "can_use_mcp_servers": true, "rag_retention_period_days": 30,
             "default_livekit_stack": "static", "conversation_embedding_retention_days": 7}
            """);

    assertThat(done(rest.patch(SETTINGS, sent.toString()))).isEqualTo(sent);
    assertThat(done(rest.get(SETTINGS))).isEqualTo(sent);
    assertThat(done(rest.patch(SETTINGS, "{}"))).isEqualTo(sent);
    assertThat(done(Rest.inNewWorkspace().get(SETTINGS))).isEqualTo(json(DEFAULTS));
  }

  @Test
  void aChangeMergesAndNullGivesTheDefaultBack() {
    rest.patch(SETTINGS, webhook("{\"a\": \"b\"}")).then().statusCode(200);
    rest.patch(SETTINGS, "{\"webhooks\": {\"send_audio\": true}}").then().statusCode(200);
    rest.patch(SETTINGS, "{\"webhooks\": {\"post_call_webhook_id\": \"w\"}}")
        .then()
        .statusCode(200);

    var changed = done(rest.patch(SETTINGS, webhook("{\"c\": \"d\"}")));

    assertThat(changed.at("/conversation_initiation_client_data_webhook/request_headers"))
        .isEqualTo(json("{\"c\": \"d\"}"));
    assertThat(changed.path("webhooks"))
        .isEqualTo(
            json("{\"post_call_webhook_id\": \"w\", \"events\": null, \"send_audio\": true}"));
    var cleared = "{\"conversation_initiation_client_data_webhook\": null}";
    var after = done(rest.patch(SETTINGS, cleared));
    assertThat(after.get("conversation_initiation_client_data_webhook").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"rag_retention_period_days\": 31} | body.rag_retention_period_days less_than_equal",
        "{\"rag_retention_period_days\": 0} | body.rag_retention_period_days greater_than",
        "{\"can_use_mcp_servers\": \"yes\"} | body.can_use_mcp_servers bool_type",
        "{\"default_livekit_stack\": \"x\"} | body.default_livekit_stack enum",
        "{\"webhooks\": {\"send_audio\": 1}} | body.webhooks.send_audio bool_type",
        "{\"conversation_initiation_client_data_webhook\": {\"url\": \"u\"}}"
            + " | body.conversation_initiation_client_data_webhook.request_headers missing"
      })
  void whatIsNoSettingIsRefused(String body, String flaw) {
    assertThat(flaws(rest.patch(SETTINGS, body))).containsExactly(flaw);
    assertThat(done(rest.get(SETTINGS))).isEqualTo(json(DEFAULTS));
  }

  @Test
  void aSecretInTheWebhookIsUsedThereAndStays() {
    var secret = "{\"type\": \"new\", \"name\": \"a\", \"value\": \"b\"}";
    var id = done(rest.post("/v1/convai/secrets", secret)).path("secret_id").asText();
    rest.patch(SETTINGS, webhook("{\"a\": {\"secret_id\": \"%s\"}}".formatted(id)))
        .then()
        .statusCode(200);

    var usedBy = done(rest.get("/v1/convai/secrets/" + id)).path("used_by");
    assertThat(usedBy.path("others").path(0).asText()).isEqualTo("conversation_initiation_webhook");
    assertThat(status(rest.delete("/v1/convai/secrets/" + id))).isEqualTo("secret_in_use");
    assertThat(flaws(rest.patch(SETTINGS, webhook("{\"a\": {\"secret_id\": \"x\"}}"))))
        .containsExactly(
            "body.conversation_initiation_client_data_webhook.request_headers.a.secret_id"
                + " value_error");

    rest.patch(SETTINGS, webhook("{}")).then().statusCode(200);
    rest.delete("/v1/convai/secrets/" + id).then().statusCode(204);
  }

  @Test
  void theDashboardComesBackAsItWasSent() {
    var charts =
        json(
            """
            {"charts": [{"name": "a", "type": "call_success"},
              {"name": "b", "type": "criteria", "criteria_id": "c"},
              {"name": "d", "type": "data_collection", "data_collection_id": "e", "future": {}}]}
            """);

    assertThat(done(rest.patch(DASHBOARD, charts.toString()))).isEqualTo(charts);
    assertThat(done(rest.get(DASHBOARD))).isEqualTo(charts);
    assertThat(done(rest.get(SETTINGS))).isEqualTo(json(DEFAULTS));
    assertThat(done(Rest.inNewWorkspace().get(DASHBOARD)).path("charts")).isEmpty();
    assertThat(done(rest.patch(DASHBOARD, "{\"charts\": []}")).path("charts")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body.charts.0 union_tag_invalid: {\"charts\": [{\"name\": \"a\", \"type\": \"pie\"}]}",
        "body.charts.0.criteria_id missing: {\"charts\": [{\"name\":\"a\",\"type\":\"criteria\"}]}",
        "body.charts too_long: {\"charts\": [{\"name\":\"a\",\"type\":\"call_success\"},"
            + "{\"name\":\"a\",\"type\":\"call_success\"},{\"name\":\"a\",\"type\":\"call_success\"},"
            + "{\"name\":\"a\",\"type\":\"call_success\"},{\"name\":\"a\",\"type\":\"call_success\"}]}"
      })
  void whatIsNoDashboardIsRefused(String flawAndBody) {
    var parts = flawAndBody.split(": ", 2);

    assertThat(flaws(rest.patch(DASHBOARD, parts[1]))).containsExactly(parts[0]);
  }

  private static String webhook(String headers) {
    return "{\"conversation_initiation_client_data_webhook\": {\"url\": \"u\", \"request_headers\": %s}}"
        .formatted(headers);
  }
}
