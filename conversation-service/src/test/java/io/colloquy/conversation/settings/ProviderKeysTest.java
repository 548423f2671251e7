package io.colloquy.conversation.settings;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.flaws;
import static io.colloquy.conversation.Rest.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.bus.LocalCopy;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.contracts.llm.OfferedModels.Offered;
import io.colloquy.contracts.llm.ProviderKey;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.conversation.Rest;
import io.colloquy.conversation.outbox.Outbox;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of model providers that a workspace has of its own. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class ProviderKeysTest {

  private static final String PROVIDERS = "/v1/convai/settings/llm-providers";
  private static final String OPENAI = PROVIDERS + "/openai";
  private static final String KEY = "{\"api_key\": \"sk-never-to-be-seen\"}";

  private final Rest rest = Rest.inNewWorkspace();

  @Inject Pool pool;
  @Inject Outbox outbox;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "colloquy.secrets.key")
  String masterKey;

  private LocalCopy<ProviderKey> published;

  @BeforeEach
  void read() {
    published = LocalCopy.of(bootstrapServers, Topics.PROVIDER_KEYS, ProviderKey.CODEC);
  }

  @AfterEach
  void close() {
    published.close();
  }

  @Test
  void aKeyIsTakenAndNeverShownAgain() {
    var set = done(rest.put(OPENAI, KEY));

    assertThat(set.path("provider").asText()).isEqualTo("openai");
    assertThat(set.path("base_url").isNull()).isTrue();
    assertThat(set.path("created_at_unix_secs").asLong()).isPositive();
    var read = done(rest.get(OPENAI));
    assertThat(read).isEqualTo(set);
    done(rest.put(PROVIDERS + "/anthropic", "{\"api_key\": \" sk-ant-never\\n\"}"));
    var listed = done(rest.get(PROVIDERS));
    assertThat(names(listed)).containsExactly("openai", "anthropic");
    assertThat(List.of(set, read, listed).toString()).doesNotContain("never", "sealed", "key");
    assertThat(stored("openai")).contains("sealed:1:").doesNotContain("never");
  }

  @Test
  void itIsPublishedSealedForItsWorkspaceItsProviderAndItsAddress() {
    done(
        rest.put(
            PROVIDERS + "/anthropic",
            "{\"api_key\": \" sk-ant-never\\n\", \"base_url\": \"https://8.8.8.8/v1\"}"));

    var key = awaitPublished("anthropic");

    assertThat(key.baseUrl()).contains("https://8.8.8.8/v1");
    assertThat(key.sealedKey()).startsWith("sealed:1:").doesNotContain("never");
    var box = SecretBox.of(masterKey, List.of());
    var place = ProviderKey.place(rest.workspace(), "anthropic", Optional.of("https://8.8.8.8/v1"));
    assertThat(box.open(key.sealedKey(), place)).isEqualTo("sk-ant-never");
  }

  @Test
  void anotherKeyTakesItsPlaceAndWithoutOneNothingIsLeft() {
    done(rest.put(OPENAI, KEY));
    var first = awaitPublished("openai");

    done(rest.put(OPENAI, "{\"api_key\": \"sk-2\", \"base_url\": \"https://8.8.8.8\"}"));
    await().until(() -> !awaitPublished("openai").equals(first));
    assertThat(names(done(rest.get(PROVIDERS)))).containsExactly("openai");
    rest.delete(OPENAI).then().statusCode(204);

    await().until(() -> published.get(name("openai")).isEmpty());
    assertThat(names(done(rest.get(PROVIDERS)))).isEmpty();
    assertThat(status(rest.get(OPENAI))).isEqualTo("llm_provider_not_found");
    assertThat(status(rest.delete(OPENAI))).isEqualTo("llm_provider_not_found");
  }

  @Test
  void anotherWorkspaceSeesNothing() {
    done(rest.put(OPENAI, KEY));
    var other = Rest.inNewWorkspace();

    assertThat(other.get(OPENAI).statusCode()).isEqualTo(404);
    assertThat(other.delete(OPENAI).statusCode()).isEqualTo(404);
    assertThat(names(done(other.get(PROVIDERS)))).isEmpty();
    assertThat(names(done(rest.get(PROVIDERS)))).containsExactly("openai");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | body.api_key missing",
        "{\"api_key\": 1} | body.api_key string_type",
        "{\"api_key\": \"\"} | body.api_key string_pattern_mismatch",
        "{\"api_key\": \"sk never\"} | body.api_key string_pattern_mismatch",
        "{\"api_key\": \"sk-never\\r\\nX: y\"} | body.api_key string_pattern_mismatch",
        "{\"api_key\": \"a\", \"base_url\": \"8.8.8.8\"} | body.base_url value_error",
        "{\"api_key\": \"a\", \"base_url\": \"ftp://8.8.8.8\"} | body.base_url value_error",
        "{\"api_key\": \"a\", \"base_url\": \"https://8.8.8.8?a=b\"} | body.base_url value_error",
        "{\"api_key\": \"a\", \"base_url\": \"https://u:p@8.8.8.8\"} | body.base_url value_error",
        "{\"api_key\": \"a\", \"base_url\": \"http://8.8.8.8\"} | body.base_url value_error",
        "{\"api_key\": \"a\", \"base_url\": \"https://10.0.0.1\"} | body.base_url value_error",
        "{\"api_key\": \"a\", \"base_url\": \"http://169.254.169.254\"} | body.base_url value_error",
        "{\"api_key\": \"a\", \"base_url\": \"http://localhost:9\"} | body.base_url value_error"
      })
  void whatIsNoKeyOrNoAddressForItIsRefusedAndNotRepeated(String body, String flaw) {
    var refusal = rest.put(OPENAI, body);

    assertThat(flaws(refusal)).containsExactly(flaw);
    assertThat(refusal.asString()).doesNotContain("never", "8.8.8.8", "u:p");
    assertThat(names(done(rest.get(PROVIDERS)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"groq", "OpenAI", "custom"})
  void aProviderThatIsNotKnownIsNotFound(String provider) {
    var refusal = rest.put(PROVIDERS + "/" + provider, KEY);

    assertThat(refusal.statusCode()).isEqualTo(404);
    assertThat(status(refusal)).isEqualTo("llm_provider_not_found");
    assertThat(flaws(rest.put(PROVIDERS + "/" + provider, "{}")))
        .containsExactly("body.api_key missing");
  }

  @Test
  void whoHasAKeyMayNameTheModelsOfItsProvider() throws Exception {
    try (var sender = Sender.durable(bootstrapServers)) {
      var offer =
          OfferedModels.CODEC.encode(
              new OfferedModels(
                  List.of(
                      new Offered("gemini-2.0-flash", "gemini", true, true, true),
                      new Offered("gpt-4o", "openai", false, false, false),
                      new Offered("claude-3-haiku", "anthropic", false, true, true))));
      sender.send(Topics.MODELS, OfferedModels.KEY, offer).toCompletableFuture().get();
      await().until(() -> naming("gpt-4o").statusCode() == 400);

      done(rest.put(OPENAI, KEY));

      assertThat(naming("gpt-4o").statusCode()).isEqualTo(200);
      assertThat(status(naming("claude-3-haiku"))).isEqualTo("model_not_configured");
      rest.delete(OPENAI).then().statusCode(204);
      assertThat(status(naming("gpt-4o"))).isEqualTo("model_not_configured");
      sender.delete(Topics.MODELS, OfferedModels.KEY).toCompletableFuture().get();
    }
    await().until(() -> naming("gpt-4o").statusCode() == 200);
  }

  @Test
  void withoutAMasterKeyNothingIsTaken() {
    var clock = Clock.systemUTC();
    var keyless = new Secrets(clock, Optional.empty(), Optional.empty());
    var keys = new ProviderKeys(keyless, outbox, clock, Duration.ofSeconds(2));
    var workspace = new Workspace(rest.workspace());

    assertThatThrownBy(
            () ->
                VertxContextSupport.subscribeAndAwait(
                    () -> keys.put(workspace, "openai", "sk-1", Optional.empty())))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo("no_key_for_secrets"));
  }

  private Response naming(String llm) {
    return rest.post(
        "/v1/convai/agents/create",
        "{\"conversation_config\": {\"agent\": {\"prompt\": {\"llm\": \"%s\"}}}}".formatted(llm));
  }

  private ProviderKey awaitPublished(String provider) {
    await().until(() -> published.get(name(provider)).isPresent());
    return published.get(name(provider)).orElseThrow();
  }

  private String name(String provider) {
    return ProviderKey.name(rest.workspace(), provider);
  }

  private String stored(String provider) {
    return pool.preparedQuery(
            "select body from conversation.document where workspace = $1 and id = $2")
        .execute(Tuple.of(rest.workspace(), provider))
        .map(rows -> rows.iterator().next().getString(0))
        .await()
        .indefinitely();
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.path("providers").spliterator(), false)
        .map(provider -> provider.path("provider").asText())
        .toList();
  }
}
