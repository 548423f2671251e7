package io.colloquy.conversation.auth;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.flaws;
import static io.colloquy.conversation.Rest.json;
import static io.colloquy.conversation.Rest.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.conversation.Rest;
import io.colloquy.conversation.knowledge.Workshop;
import io.colloquy.conversation.outgoing.RecordingServer;
import io.colloquy.conversation.outgoing.RecordingServer.Received;
import io.colloquy.conversation.outgoing.RecordingServer.Reply;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.conversation.tools.ToolUse;
import io.colloquy.conversation.webhook.WebhookUser;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows WT-17 to WT-21: auth connections, and what they do for a webhook tool. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@TestProfile(Workshop.class)
class AuthConnectionsTest {

  private static final String CONNECTIONS = "/v1/workspace/auth-connections";

  private final Rest rest = Rest.inNewWorkspace();
  private final AtomicInteger tokens = new AtomicInteger();
  private String expiry = "";
  private int accepted = 1;

  @Inject WebhookUser webhooks;

  private RecordingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RecordingServer(this::reply);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Gives tokens out, and answers those who come with one that is accepted. */
  private Reply reply(Received request) {
    if (!request.line().startsWith("POST /token")) {
      int number = Integer.parseInt("0" + request.header("authorization").replaceAll("[^0-9]", ""));
      return number >= accepted
          ? Reply.json("\"known as " + request.header("authorization") + "\"")
          : Reply.json(401, "{\"error\": \"Session expired\"}");
    }
    if (!request.body().contains("s3cr3t-of-client") && request.header("authorization").isEmpty()) {
      return Reply.json(401, "{\"error\": \"invalid_client\", \"error_description\": \"s3cr3t\"}");
    }
    return Reply.json(
        "{\"access_token\": \"t0ken-%d\", \"refresh_token\": \"r3fresh-%d\"%s}"
            .formatted(tokens.incrementAndGet(), tokens.get(), expiry));
  }

  private List<Received> tokenRequests() {
    return server.received().stream().filter(it -> it.line().contains("/token")).toList();
  }

  private static Map<String, String> form(Received request) {
    return pairs(request.body());
  }

  private static Map<String, String> pairs(String query) {
    return Arrays.stream(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private ObjectNode salesforce(String members) {
    return salesforce(members, "s3cr3t-of-client");
  }

  private ObjectNode salesforce(String members, String secret) {
    return done(
        rest.post(
            CONNECTIONS,
            """
            {"auth_type": "oauth2_client_credentials", "name": "Salesforce CRM",
             "provider": "salesforce", "client_id": "3MVG", "client_secret": "%s",
             "token_url": "%s/token" %s}
            """
                .formatted(secret, server.url(), members)));
  }

  private ObjectNode tool(String connectionId) {
    return (ObjectNode) done(added(connectionId)).path("tool_config");
  }

  private Response added(String connectionId) {
    return rest.post(
        "/v1/convai/tools",
        """
        {"tool_config": {"type": "webhook", "name": "a", "description": "", "api_schema": {
          "url": "%s/api", "auth_connection": {"auth_connection_id": "%s"}}}}
        """
            .formatted(server.url(), connectionId));
  }

  private ToolResult use(ObjectNode config) throws InterruptedException {
    return webhooks.use(
        new ToolUse(
            new Workspace(rest.workspace()), "conv_1", "call_1", config, json("{}"), Map.of()));
  }

  private static String id(JsonNode connection) {
    return connection.path("id").asText();
  }

  @Test
  void aConnectionIsShownWithoutItsSecrets() {
    var connection =
        salesforce(
            """
            , "scopes": "full, api, refresh_token",
            "extra_params": {"grant_type": "client_credentials", "audience": "x"}
            """);

    assertThat(id(connection)).startsWith("authconn_");
    assertThat(connection.path("name").asText()).isEqualTo("Salesforce CRM");
    assertThat(connection.path("auth_type").asText()).isEqualTo("oauth2_client_credentials");
    assertThat(connection.path("scopes").toString())
        .isEqualTo("[\"full\",\"api\",\"refresh_token\"]");
    assertThat(connection.path("status").asText()).isEqualTo("active");
    assertThat(connection.at("/used_by/tools")).isEmpty();
    assertThat(connection.toString()).doesNotContain("s3cr3t", "t0ken", "r3fresh", "sealed");
    assertThat(done(rest.get(CONNECTIONS)).path("auth_connections")).containsExactly(connection);
    assertThat(done(Rest.inNewWorkspace().get(CONNECTIONS)).path("auth_connections")).isEmpty();
    assertThat(form(tokenRequests().getFirst()))
        .isEqualTo(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "3MVG",
                "client_secret", "s3cr3t-of-client",
                "scope", "full api refresh_token",
                "audience", "x"));
  }

  @Test
  void withoutScopesNoneAreAskedFor() {
    salesforce(", \"scopes\": []");

    assertThat(form(tokenRequests().getFirst())).doesNotContainKey("scope");
  }

  @Test
  void theClientMayBeKnownByAHeader() {
    salesforce(", \"basic_auth_in_header\": true, \"custom_headers\": {\"x-tenant\": \"7\"}");

    var request = tokenRequests().getFirst();
    assertThat(request.header("authorization")).isEqualTo("Basic M01WRzpzM2NyM3Qtb2YtY2xpZW50");
    assertThat(request.header("x-tenant")).isEqualTo("7");
    assertThat(form(request)).doesNotContainKeys("client_id", "client_secret");
  }

  @Test
  void aConnectionThatGetsNoTokenIsKeptAndSaysWhy() {
    var connection = salesforce("", "s3cr3t-but-wrong");

    assertThat(connection.path("status").asText()).isEqualTo("refresh_failed");
    assertThat(connection.path("status_detail").asText())
        .isEqualTo(
            "No token was given: the token endpoint answered with status 401 (invalid_client).");
    var changed =
        done(
            rest.patch(
                CONNECTIONS + "/" + id(connection),
                """
                {"auth_type": "oauth2_client_credentials", "client_secret": "s3cr3t-of-client"}
                """));
    assertThat(changed.path("status").asText()).isEqualTo("active");
    assertThat(changed.path("client_id").asText()).isEqualTo("3MVG");
  }

  @Test
  void aConnectionKeepsItsType() {
    var path = CONNECTIONS + "/" + id(salesforce(""));

    var refused = rest.patch(path, "{\"auth_type\": \"bearer_auth\", \"token\": \"x\"}");

    assertThat(flaws(refused)).hasSize(1);
  }

  @Test
  void aToolNamesAConnectionThatIsThere() {
    assertThat(flaws(added("authconn_nobody"))).hasSize(1);
  }

  @Test
  void aConnectionThatAToolUsesStays() {
    var connection = salesforce("");
    var tool = done(added(id(connection)));

    assertThat(status(rest.delete(CONNECTIONS + "/" + id(connection))))
        .isEqualTo("auth_connection_in_use");
    assertThat(done(rest.get(CONNECTIONS)).at("/auth_connections/0/used_by/tools/0/id").asText())
        .isEqualTo(id(tool));
    rest.delete("/v1/convai/tools/" + id(tool)).then().statusCode(200);
    rest.delete(CONNECTIONS + "/" + id(connection)).then().statusCode(200);
    assertThat(done(rest.get(CONNECTIONS)).path("auth_connections")).isEmpty();
  }

  @Test
  void oneTokenServesManyCallsAndIsInNoResult() throws Exception {
    var tool = tool(id(salesforce("")));

    for (int i = 0; i < 3; i++) {
      var result = use(tool);
      assertThat(result.value()).isEqualTo("\"known as REDACTED\"");
      assertThat(result.toString()).doesNotContain("t0ken");
    }

    assertThat(tokenRequests()).hasSize(1);
    assertThat(server.received().getLast().header("authorization")).isEqualTo("Bearer t0ken-1");
  }

  @Test
  void aRefusedTokenIsReplacedAndTheCallRepeatedOnce() throws Exception {
    var tool = tool(id(salesforce("")));
    accepted = 2;

    assertThat(use(tool).isError()).isFalse();

    assertThat(tokenRequests()).hasSize(2);
    assertThat(server.received()).hasSize(4);
    accepted = 99;
    var refused = use(tool);
    assertThat(refused.isError()).isTrue();
    assertThat(refused.value()).contains("status 401", "Session expired");
    assertThat(tokenRequests()).hasSize(3);
    assertThat(server.received()).hasSize(7);
  }

  @Test
  void callsAtOnceShareTheNewToken() throws Exception {
    var tool = tool(id(salesforce("")));
    accepted = 2;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ToolResult>> uses = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        uses.add(threads.submit(() -> use(tool)));
      }
      for (var use : uses) {
        assertThat(use.get().isError()).isFalse();
      }
    }
    assertThat(tokenRequests()).hasSize(2);
  }

  @Test
  void aTokenThatIsAboutToExpireIsReplaced() throws Exception {
    expiry = ", \"expires_in\": 20";
    var tool = tool(id(salesforce("")));

    use(tool);

    assertThat(server.received().getLast().header("authorization")).isEqualTo("Bearer t0ken-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "auth_type": "basic_auth", "username": "u", "password": "p4ss" | authorization | Basic dTpwNHNz
          "auth_type": "bearer_auth", "token": "b34r-1"                  | authorization | Bearer b34r-1
          "auth_type": "custom_header_auth", "header_name": "X-Key", "token": "k-1" | x-key | k-1
          """)
  void otherConnectionsHaveTheirHeader(String members, String header, String value)
      throws Exception {
    accepted = 0;
    var connection =
        done(
            rest.post(
                CONNECTIONS, "{\"name\": \"n\", \"provider\": \"p\", %s}".formatted(members)));

    var result = use(tool(id(connection)));

    assertThat(server.only().header(header)).isEqualTo(value);
    assertThat(connection.toString() + result).doesNotContain("p4ss", "b34r", "k-1", "dTpwNHNz");
  }

  @Test
  void aPersonsConsentGivesARefreshToken() throws Exception {
    var connection = withConsent();
    assertThat(use(tool(id(connection))).value())
        .isEqualTo("Nobody has authorized this connection yet.");

    var link =
        done(rest.post(CONNECTIONS + "/" + id(connection) + "/authorization", ""))
            .path("authorization_url")
            .asText();
    assertThat(link).startsWith("http://localhost/oauth/start?state=");
    var start = page(link);
    assertThat(start.statusCode()).isEqualTo(303);
    var there = URI.create(start.header("location"));
    assertThat(there.toString()).startsWith(server.url() + "/authorize?prompt=consent&");
    var asked = pairs(there.getRawQuery());
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "3MVG")
        .containsEntry("scope", "api refresh_token")
        .containsEntry("redirect_uri", "http://localhost/oauth/callback")
        .containsEntry("code_challenge_method", "S256");

    var end = page("http://localhost/oauth/callback?code=c0de&state=" + asked.get("state"));

    assertThat(end.statusCode()).isEqualTo(200);
    var exchange = form(tokenRequests().getFirst());
    assertThat(exchange)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "c0de")
        .containsEntry("redirect_uri", "http://localhost/oauth/callback")
        .containsKey("code_verifier");
    assertThat(use(tool(id(connection))).isError()).isFalse();
    accepted = 2;
    assertThat(use(tool(id(connection))).isError()).isFalse();
    assertThat(form(tokenRequests().getLast()))
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("refresh_token", "r3fresh-1");
    assertThat(done(rest.get(CONNECTIONS)).toString()).doesNotContain("r3fresh", "t0ken");
  }

  private ObjectNode withConsent() {
    return done(
        rest.post(
            CONNECTIONS,
            """
            {"auth_type": "refresh_token_auth", "name": "n", "provider": "p", "client_id": "3MVG",
             "client_secret": "s3cr3t-of-client", "token_url": "%s/token",
             "authorization_url": "%s/authorize?prompt=consent", "scopes": ["api", "refresh_token"]}
            """
                .formatted(server.url(), server.url())));
  }

  /** As a browser without any key opens it. */
  private static Response page(String url) {
    var uri = URI.create(url);
    return given()
        .redirects()
        .follow(false)
        .urlEncodingEnabled(false)
        .get(uri.getRawPath() + "?" + uri.getRawQuery());
  }

  @ParameterizedTest
  @CsvSource({"start?state=made-up", "callback?code=c&state=bm90IG91cnM", "callback?code=c"})
  void aStateThatIsNotOursIsRefused(String path) {
    assertThat(status(page("http://localhost/oauth/" + path))).isEqualTo("invalid_state");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void whoWasRefusedConsentIsTold() {
    var link =
        done(rest.post(CONNECTIONS + "/" + id(withConsent()) + "/authorization", ""))
            .path("authorization_url")
            .asText();
    var state = link.replaceFirst(".*state=", "");

    var end = page("http://localhost/oauth/callback?error=access_denied&state=" + state);

    assertThat(status(end)).isEqualTo("authorization_refused");
  }
}
