package io.colloquy.conversation.secrets;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.flaws;
import static io.colloquy.conversation.Rest.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.Rest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class SecretsTest {

  private static final String SECRETS = "/v1/convai/secrets";
  private static final String TOOLS = "/v1/convai/tools";
  private static final String VALUE = "Bearer never-to-be-seen";

  private final Rest rest = Rest.inNewWorkspace();
  private final Workspace workspace = new Workspace(rest.workspace());

  @Inject Secrets secrets;
  @Inject Pool pool;

  @ConfigProperty(name = "colloquy.secrets.key")
  String key;

  @Test
  void aSecretIsStoredAndOnlyItsNameComesBack() {
    var created = done(rest.post(SECRETS, body("new", "KEY", VALUE)));

    assertThat(created.path("type").asText()).isEqualTo("stored");
    assertThat(created.path("name").asText()).isEqualTo("KEY");
    var id = created.path("secret_id").asText();
    assertThat(id).startsWith("secret_");
    var read = done(rest.get(SECRETS + "/" + id));
    assertThat(read.path("used_by").path("tools")).isEmpty();
    assertThat(read.path("used_by").path("agents")).isEmpty();
    assertThat(read.path("used_by").path("others")).isEmpty();
    var changed = done(rest.patch(SECRETS + "/" + id, body("update", "OTHER", VALUE + "2")));
    assertThat(changed.path("name").asText()).isEqualTo("OTHER");
    var listed = done(rest.get(SECRETS));
    assertThat(listed.path("secrets")).hasSize(1);
    assertThat(List.of(created, read, changed, listed).toString()).doesNotContain("never");
    assertThat(rows(id)).contains("sealed:1:").doesNotContain("never");
    assertThat(reveal(id)).contains(VALUE + "2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\": \"new\", \"name\": \"a\"} | body.value missing",
        "{\"type\": \"new\", \"value\": \"a\"} | body.name missing",
        "{\"type\": \"old\", \"name\": \"a\", \"value\": \"b\"} | body.type literal_error",
        "{\"type\": \"new\", \"name\": \"a\", \"value\": 1} | body.value string_type"
      })
  void whatIsNoSecretIsRefused(String body, String flaw) {
    assertThat(flaws(rest.post(SECRETS, body))).containsExactly(flaw);
  }

  @Test
  void aRefusalDoesNotRepeatTheValue() {
    var refusal = rest.post(SECRETS, "{\"type\": \"x\", \"value\": \"" + VALUE + "\"");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(refusal.asString()).doesNotContain("never");
  }

  @Test
  void anotherWorkspaceSeesNothing() {
    var id = add("KEY");
    var other = Rest.inNewWorkspace();

    assertThat(status(other.get(SECRETS + "/" + id))).isEqualTo("secret_not_found");
    assertThat(other.delete(SECRETS + "/" + id).statusCode()).isEqualTo(404);
    assertThat(other.patch(SECRETS + "/" + id, body("update", "a", "b")).statusCode())
        .isEqualTo(404);
    assertThat(other.get(SECRETS + "/" + id + "/dependencies/tools").statusCode()).isEqualTo(404);
    assertThat(done(other.get(SECRETS)).path("secrets")).isEmpty();
    assertThat(flaws(other.post(TOOLS, tool(id))))
        .containsExactly(
            "body.tool_config.api_schema.request_headers.Authorization.secret_id value_error");
    assertThat(reveal(id)).contains(VALUE);
  }

  @Test
  void allAreListedUnlessAPageIsAskedFor() {
    for (var name : List.of("a1", "a2", "b1")) {
      add(name);
    }

    assertThat(names(done(rest.get(SECRETS)))).containsExactly("b1", "a2", "a1");
    assertThat(names(done(rest.get(SECRETS + "?search=A")))).containsExactly("a2", "a1");
    var first = done(rest.get(SECRETS + "?page_size=2"));
    assertThat(first.path("has_more").booleanValue()).isTrue();
    var cursor = first.path("next_cursor").asText();
    assertThat(names(done(rest.get(SECRETS + "?page_size=2&cursor=" + cursor))))
        .containsExactly("a1");
    assertThat(flaws(rest.get(SECRETS + "?page_size=0&dependency_limit=101")))
        .containsExactlyInAnyOrder(
            "query.page_size greater_than_equal", "query.dependency_limit less_than_equal");
  }

  @Test
  void aUsedSecretTellsByWhatAndStays() {
    var here = Rest.inDefaultWorkspace();
    var id = done(here.post(SECRETS, body("new", "KEY", VALUE))).path("secret_id").asText();
    var tool = done(here.post(TOOLS, tool(id))).path("id").asText();
    var second = done(here.post(TOOLS, tool(id))).path("id").asText();
    var agent =
        done(here.post(
                "/v1/convai/agents/create",
                """
                    {"conversation_config": {"agent": {"prompt": {"llm": "custom-llm",
                      "custom_llm": {"url": "https://x", "api_key": {"secret_id": "%s"}}}}}}
                    """
                    .formatted(id)))
            .path("agent_id")
            .asText();

    var usedBy = done(here.get(SECRETS + "/" + id)).path("used_by");
    assertThat(ids(usedBy.path("tools"))).containsExactlyInAnyOrder(tool, second);
    assertThat(ids(usedBy.path("agents"))).containsExactly(agent);
    var limited = done(here.get(SECRETS + "?dependency_limit=1&search=KEY")).path("secrets");
    assertThat(limited)
        .filteredOn(secret -> secret.path("secret_id").asText().equals(id))
        .allMatch(secret -> secret.at("/used_by/tools").size() == 1)
        .allMatch(secret -> secret.at("/used_by/tools_has_more").booleanValue());
    assertThat(ids(dependencies(here, id, "agents"))).containsExactly(agent);
    assertThat(dependencies(here, id, "phone_numbers")).isEmpty();
    var page = done(here.get(SECRETS + "/" + id + "/dependencies/tools?page_size=1"));
    var rest =
        done(
            here.get(
                SECRETS
                    + "/"
                    + id
                    + "/dependencies/tools?page_size=1&cursor="
                    + page.path("next_cursor").asText()));
    assertThat(List.of(ids(page.path("dependencies")), ids(rest.path("dependencies"))))
        .containsExactlyInAnyOrder(List.of(tool), List.of(second));

    var refusal = here.delete(SECRETS + "/" + id);
    assertThat(refusal.statusCode()).isEqualTo(409);
    assertThat(status(refusal)).isEqualTo("secret_in_use");
    assertThat(refusal.asString()).contains(agent, tool);

    here.delete(TOOLS + "/" + tool).then().statusCode(200);
    here.delete(TOOLS + "/" + second).then().statusCode(200);
    here.delete("/v1/convai/agents/" + agent).then().statusCode(200);
    here.delete(SECRETS + "/" + id).then().statusCode(204);
    here.delete(SECRETS + "/" + id).then().statusCode(404);
  }

  @Test
  void whatDependsIsAskedForByOneOfThreeNames() {
    assertThat(flaws(rest.get(SECRETS + "/" + add("KEY") + "/dependencies/voices")))
        .containsExactly("path.resource_type enum");
  }

  @Test
  void aSecretGoesOrIsUsedButNeverBoth() throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 20; round++) {
        var id = add("KEY");
        List<Callable<Integer>> both = new ArrayList<>();
        both.add(() -> rest.post(TOOLS, tool(id)).statusCode());
        both.add(() -> rest.delete(SECRETS + "/" + id).statusCode());
        var answers = clients.invokeAll(both);

        var outcome = List.of(answers.get(0).get(), answers.get(1).get());
        assertThat(outcome).isIn(List.of(200, 409), List.of(422, 204));
      }
    }
  }

  @Test
  void withoutAKeyNothingIsTaken() {
    var keyless = new Secrets(Clock.systemUTC(), Optional.empty(), Optional.empty());

    assertThatThrownBy(
            () -> await(() -> keyless.add(workspace, Rest.json(body("new", "KEY", VALUE)))))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.statusCode()).isEqualTo(503);
              assertThat(refusal.status()).isEqualTo("no_key_for_secrets");
              assertThat(refusal).hasMessageContaining("COLLOQUY_SECRETS_KEY");
            });
  }

  @Test
  void aNewKeyOpensWhatTheRetiredOneSealed() {
    var id = add("KEY");
    var newKey = Base64.getEncoder().encodeToString(new byte[32]);
    var rotated = new Secrets(Clock.systemUTC(), Optional.of(newKey), Optional.of(List.of(key)));
    var forgetful = new Secrets(Clock.systemUTC(), Optional.of(newKey), Optional.empty());

    assertThat(reveal(rotated, id)).contains(VALUE);
    assertThat(reveal(forgetful, id)).isEmpty();
    await(() -> rotated.change(workspace, id, Rest.json(body("update", "KEY", "new"))));
    assertThat(reveal(forgetful, id)).contains("new");
  }

  @Test
  void aValueCopiedToAnotherSecretOpensNothing() {
    var id = add("KEY");
    var other = add("OTHER");
    pool.preparedQuery(
            "update conversation.document set body ="
                + " (select body from conversation.document where id = $1) where id = $2")
        .execute(Tuple.of(id, other))
        .await()
        .indefinitely();

    assertThat(reveal(id)).contains(VALUE);
    assertThat(reveal(other)).isEmpty();
  }

  private String add(String name) {
    return done(rest.post(SECRETS, body("new", name, VALUE))).path("secret_id").asText();
  }

  private Optional<String> reveal(String id) {
    return reveal(secrets, id);
  }

  private Optional<String> reveal(Secrets from, String id) {
    return Optional.ofNullable(await(() -> from.reveal(workspace, List.of(id))).get(id));
  }

  private String rows(String id) {
    return pool.preparedQuery("select body from conversation.document where id = $1")
        .execute(Tuple.of(id))
        .map(rows -> rows.iterator().next().getString(0))
        .await()
        .indefinitely();
  }

  private static JsonNode dependencies(Rest here, String id, String type) {
    return done(here.get(SECRETS + "/" + id + "/dependencies/" + type)).path("dependencies");
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("secrets").forEach(secret -> names.add(secret.path("name").asText()));
    return names;
  }

  private static String body(String type, String name, String value) {
    return Json.text(
        Json.MAPPER.createObjectNode().put("type", type).put("name", name).put("value", value));
  }

  private static String tool(String secretId) {
    return """
    {"tool_config": {"type": "webhook", "name": "a", "description": "", "api_schema":
      {"url": "https://x", "request_headers": {"Authorization": {"secret_id": "%s"}}}}}
    """
        .formatted(secretId);
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
