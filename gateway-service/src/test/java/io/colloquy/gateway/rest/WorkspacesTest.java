package io.colloquy.gateway.rest;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class WorkspacesTest {

  private static final String LIMIT = "concurrency_limit";
  private static final Map<String, Object> BAKERY = Map.of("name", "Bakery");

  @Inject Pool pool;

  @Test
  void theDefaultWorkspaceIsAlwaysThere() {
    operator().get("/v1/workspaces").then().body("workspaces.workspace_id", hasItem("default"));
  }

  @Test
  void aWorkspaceThatWasMadeIsListed() {
    var workspace = workspace();
    assertThat(workspace).startsWith("ws_");
    operator()
        .get("/v1/workspaces")
        .then()
        .statusCode(200)
        .body("workspaces.workspace_id", hasItems("default", workspace))
        .body(
            "workspaces.find { it.workspace_id == '%s' }.name".formatted(workspace),
            equalTo("Bakery"));
  }

  @Test
  void aWorkspaceMayHaveALimitOfItsOwn() {
    var path = "/v1/workspaces/" + workspace();
    limit(path, "{\"concurrency_limit\":20}").statusCode(200).body(LIMIT, equalTo(20));
    operator().get("/v1/workspaces").then().body("workspaces." + LIMIT, hasItem(20));
    limit(path, "{\"concurrency_limit\":-1}").statusCode(200).body(LIMIT, equalTo(-1));
    limit(path, "{\"concurrency_limit\":null}").statusCode(200).body(LIMIT, nullValue());
    limit("/v1/workspaces/ws_none", "{\"concurrency_limit\":1}").statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | missing",
        "{\"concurrency_limit\":\"20\"} | int_type",
        "{\"concurrency_limit\":2.5} | int_type",
        "{\"concurrency_limit\":3000000000} | int_parsing_size"
      })
  void aLimitIsAWholeNumber(String body, String type) {
    limit("/v1/workspaces/default", body)
        .statusCode(422)
        .body("detail[0].loc", contains("body", LIMIT))
        .body("detail[0].type", equalTo(type));
  }

  private static ValidatableResponse limit(String path, String body) {
    return operator().contentType("application/json").body(body).patch(path).then();
  }

  @Test
  void aKeyOpensItsOwnWorkspaceAndNoOther() {
    var workspace = workspace();
    with(issue(workspace, false))
        .header("x-colloquy-workspace", "default")
        .get("/v1/convai/agents")
        .then()
        .statusCode(200)
        .body("headers.x-colloquy-workspace", equalTo(workspace));
  }

  @Test
  void aKeyIsShownOnceAndStoredAsHashOnly() {
    var workspace = workspace();
    var key = issue(workspace, false);
    operator()
        .get("/v1/workspaces/" + workspace + "/api-keys")
        .then()
        .statusCode(200)
        .body("api_keys.name", contains("till"))
        .body("api_keys.prefix", contains(key.substring(0, 6)))
        .body("api_keys[0]", not(hasKey("api_key")))
        .body("api_keys[0]", not(hasKey("hash")));
    var stored =
        pool.preparedQuery(
                "SELECT row_to_json(k)::text AS row FROM gateway.api_key k WHERE workspace_id = $1")
            .execute(Tuple.of(workspace))
            .await()
            .atMost(Duration.ofSeconds(30));
    assertThat(stored.iterator().next().getString("row")).doesNotContain(key);
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceWhereItWasRevoked() {
    var workspace = workspace();
    var key = issue(workspace, false);
    with(key).get("/v1/convai/agents").then().statusCode(200);
    operator().delete(keysPath(workspace)).then().statusCode(204);
    with(key).get("/v1/convai/agents").then().statusCode(401);
    operator()
        .get("/v1/workspaces/" + workspace + "/api-keys")
        .then()
        .body("api_keys.size()", equalTo(0));
  }

  @Test
  void aKeyThatAnotherGatewayRevokedIsRefusedSoon() {
    var workspace = workspace();
    var key = issue(workspace, false);
    with(key).get("/v1/convai/agents").then().statusCode(200);
    pool.preparedQuery("DELETE FROM gateway.api_key WHERE workspace_id = $1")
        .execute(Tuple.of(workspace))
        .await()
        .atMost(Duration.ofSeconds(30));
    await()
        .atMost(30, SECONDS)
        .untilAsserted(() -> with(key).get("/v1/convai/agents").then().statusCode(401));
  }

  @Test
  void theKeyInTheConfigurationCannotBeRevoked() {
    String id =
        operator()
            .get("/v1/workspaces/default/api-keys")
            .path("api_keys.find { it.name == 'bootstrap' }.key_id");
    operator()
        .delete("/v1/workspaces/default/api-keys/" + id)
        .then()
        .statusCode(409)
        .body("detail.status", equalTo("api_key_is_configured"));
  }

  @Test
  void anOrdinaryKeyMayNotAdministerButAnAdminKeyMay() {
    var workspace = workspace();
    with(issue(workspace, false))
        .get("/v1/workspaces")
        .then()
        .statusCode(403)
        .body("detail.status", equalTo("admin_key_required"));
    with(issue(workspace, false))
        .body(BAKERY)
        .post("/v1/workspaces/" + workspace + "/api-keys")
        .then()
        .statusCode(403);
    with(issue(workspace, true)).get("/v1/workspaces").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/key_1"})
  void aKeyIsNeededToAdminister(String key) {
    given().delete("/v1/workspaces/default/api-keys" + key).then().statusCode(401);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    operator()
        .get("/v1/workspaces/ws_nowhere/api-keys")
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("workspace_not_found"));
    operator().body(BAKERY).post("/v1/workspaces/ws_nowhere/api-keys").then().statusCode(404);
    operator().delete("/v1/workspaces/default/api-keys/key_no").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|name|missing",
        "{\"name\":7}|name|string_type",
        "{\"name\":\" \"}|name|string_too_short",
        "[]||model_attributes_type",
        "{||json_invalid"
      })
  void aFlawIsNamedWithItsPlace(String body, String member, String type) {
    var answer = operator().body(body).post("/v1/workspaces").then().statusCode(422);
    answer.body("detail[0].type", equalTo(type)).body("detail[0].loc[0]", equalTo("body"));
    answer.body("detail[0].loc[1]", equalTo(member));
  }

  @Test
  void aUserIsTheWorkspaceOfTheKeyInTheDocumentedShape() {
    var workspace = workspace();
    with(issue(workspace, false))
        .get("/v1/user")
        .then()
        .statusCode(200)
        .body("workspace_id", equalTo(workspace))
        .body("user_id", equalTo(workspace))
        .body("seat_type", equalTo("workspace_member"))
        .body("subscription.status", equalTo("active"));
    operator()
        .get("/v1/user/subscription")
        .then()
        .statusCode(200)
        .body("status", equalTo("active"))
        .body("has_open_invoices", equalTo(false));
    given().get("/v1/user").then().statusCode(401);
  }

  private static String workspace() {
    return operator()
        .body(BAKERY)
        .post("/v1/workspaces")
        .then()
        .statusCode(200)
        .extract()
        .path("workspace_id");
  }

  private static String issue(String workspace, boolean admin) {
    return operator()
        .body(Map.of("name", "till", "is_admin", admin))
        .post("/v1/workspaces/" + workspace + "/api-keys")
        .then()
        .statusCode(200)
        .body("api_key", startsWith("sk_"))
        .body("workspace_id", equalTo(workspace))
        .extract()
        .path("api_key");
  }

  private static String keysPath(String workspace) {
    var keys = "/v1/workspaces/" + workspace + "/api-keys";
    return keys + "/" + operator().get(keys).path("api_keys[0].key_id");
  }

  private static RequestSpecification operator() {
    return with(StubServices.API_KEY);
  }

  private static RequestSpecification with(String key) {
    return given().header("xi-api-key", key).contentType("application/json");
  }
}
