package io.colloquy.analysis.webhooks;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.colloquy.analysis.Publisher;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.rest.Workspace;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A workspace that nobody else has, as its owner sees it. */
record Workshop(String workspace) {

  static final String WEBHOOKS = "/v1/workspace/webhooks";

  static Workshop ofItsOwn() {
    return new Workshop(Ids.random("ws_"));
  }

  RequestSpecification request() {
    return given().header(Workspace.HEADER, workspace).contentType(ContentType.JSON);
  }

  Response create(String settings) {
    return request().body("{\"settings\": {" + settings.replace('\'', '"') + "}}").post(WEBHOOKS);
  }

  /** A webhook and its secret. */
  record Webhook(String id, String secret) {}

  Webhook webhook(String url) {
    var created =
        create("'auth_type': 'hmac', 'name': 'Test', 'webhook_url': '" + url + "'")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    return new Webhook(created.getString("webhook_id"), created.getString("webhook_secret"));
  }

  Response change(String id, String members) {
    return request().body("{" + members.replace('\'', '"') + "}").patch(WEBHOOKS + "/" + id);
  }

  Map<String, Object> shown(String id) {
    return request()
        .queryParam("include_usages", true)
        .get(WEBHOOKS)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .<Map<String, Object>>getList("webhooks")
        .stream()
        .filter(webhook -> webhook.get("webhook_id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** What the workspace's settings say of webhooks, as their owner announces it. */
  void says(Subscriptions subscriptions, String members) {
    var webhooks = members.replace('\'', '"');
    try (var publisher = new Publisher()) {
      publisher.publish(
          Topics.WORKSPACE_SETTINGS, workspace, Map.of(), "{\"webhooks\": {" + webhooks + "}}");
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> subscriptions.of(workspace, "nobody").webhookId().isPresent());
  }

  List<Map<String, Object>> deliveries(String webhook) {
    return request()
        .get(WEBHOOKS + "/" + webhook + "/deliveries")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("deliveries");
  }
}
