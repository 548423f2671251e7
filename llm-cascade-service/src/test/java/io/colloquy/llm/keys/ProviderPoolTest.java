package io.colloquy.llm.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ProviderKey;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.files.FileSource;
import io.colloquy.llm.hosted.ModelServer;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.timing.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers that are asked with workspaces' own keys, over real sockets. */
class ProviderPoolTest {

  private static final String MASTER = key(1);
  private static final String LATER_MASTER = key(2);
  private static final String API_KEY = "sk-own-1";

  private final Map<String, ProviderKey> keys = new ConcurrentHashMap<>();
  private final List<String> closed = new ArrayList<>();
  private final VirtualTime time = new VirtualTime();
  private final List<AutoCloseable> closings = new ArrayList<>();
  private final ProviderPool pool = pool(Optional.of(SecretBox.of(MASTER, List.of())));

  @AfterEach
  void close() throws Exception {
    for (var closing : closings) {
      closing.close();
    }
  }

  @ParameterizedTest(name = "{0}: POST {2} with {3}")
  @CsvSource({
    "openai,    gpt-4o,           /v1/chat/completions, authorization,  Bearer sk-own-1",
    "anthropic, claude-3-haiku,   /v1/messages,         x-api-key,      sk-own-1",
    "gemini,    gemini-2.0-flash, /v1beta/models/,      x-goog-api-key, sk-own-1"
  })
  void eachProviderIsAskedInItsOwnWayWithTheWorkspacesKey(
      String provider, String model, String path, String header, String value) throws Exception {
    var server = server(reply -> reply.error(500, "{}"));
    give("ws_1", provider, API_KEY, server.address());

    ask(pool.having("ws_1", model).orElseThrow(), model).awaitEnd();

    var request = server.request();
    assertThat(request.line()).startsWith("POST " + path);
    assertThat(request.headers()).containsEntry(header, value);
  }

  @Test
  void nobodyElseHasIt() throws Exception {
    give("ws_1", "openai", API_KEY, "http://localhost:9");

    assertThat(pool.having("ws_2", "gpt-4o")).isEmpty();
    assertThat(pool.having("ws_1", "claude-3-haiku")).isEmpty();
    assertThat(pool.size()).isZero();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "gpt-4o,                    true",
    "gpt-4o-2024-05-13,         true",
    "gpt-that-comes-next-year,  true",
    "gpt-oss-20b,               false",
    "house-model,               false",
    "claude-3-haiku,            false",
    "builtin,                   false"
  })
  void aKeyServesTheModelsOfItsProviderAndNoOthers(
      String model, boolean served, @TempDir Path folder) throws IOException {
    var file = folder.resolve("models.json");
    Files.writeString(
        file,
        """
        {"models": [{"llm": "house-model", "provider": "openai", "max_tokens": 1000,
          "max_context": 8000}]}""");
    give("ws_1", "openai", API_KEY, "http://localhost:9");
    var own = pool(Optional.of(SecretBox.of(MASTER, List.of())), Catalogue.load(Optional.of(file)));

    assertThat(own.having("ws_1", model).isPresent()).isEqualTo(served);
  }

  @Test
  void aProviderIsOpenedWhenItIsAskedForAndOnlyOnceForEachWorkspace() {
    give("ws_1", "openai", API_KEY, "http://localhost:9");
    give("ws_2", "openai", API_KEY, "http://localhost:9");
    assertThat(pool.size()).isZero();

    var first = pool.having("ws_1", "gpt-4o").orElseThrow();

    assertThat(pool.having("ws_1", "gpt-4o-mini")).containsSame(first);
    assertThat(pool.having("ws_2", "gpt-4o").orElseThrow()).isNotSameAs(first);
    assertThat(pool.size()).isEqualTo(2);
    assertThat(closed).isEmpty();
  }

  @Test
  void aNewKeyCountsFromTheNextAnswerAndTheOneThatRunsGoesOnToItsEnd() throws Exception {
    var goOn = new CountDownLatch(1);
    var server =
        server(
            reply -> {
              reply.stream().event(chunk("We open "));
              goOn.await();
              reply.event(chunk("at nine.")).event("[DONE]").end();
            });
    give("ws_1", "openai", API_KEY, server.address());
    var before = pool.having("ws_1", "gpt-4o").orElseThrow();
    var running = ask(before, "gpt-4o").awaitFirst();

    give("ws_1", "openai", "sk-own-2", server.address());
    var after = pool.having("ws_1", "gpt-4o").orElseThrow();

    assertThat(after).isNotSameAs(before);
    assertThat(closed).containsExactly("openai/ws_1");
    assertThat(ask(before, "gpt-4o").awaitEnd().failure()).isPresent();
    goOn.countDown();
    assertThat(running.awaitEnd().text()).isEqualTo("We open at nine.");
    assertThat(running.failure()).isEmpty();
    ask(after, "gpt-4o").awaitEnd();
    assertThat(server.request().headers()).containsEntry("authorization", "Bearer sk-own-1");
    assertThat(server.request().headers()).containsEntry("authorization", "Bearer sk-own-2");
  }

  @Test
  void aKeyThatIsGoneIsUsedNoMore() {
    give("ws_1", "openai", API_KEY, "http://localhost:9");
    give("ws_2", "openai", API_KEY, "http://localhost:9");
    var _ = pool.having("ws_1", "gpt-4o");
    var _ = pool.having("ws_2", "gpt-4o");

    keys.clear();

    assertThat(pool.having("ws_1", "gpt-4o")).isEmpty();
    assertThat(pool.size()).isEqualTo(1);
    pool.sweep();
    assertThat(pool.size()).isZero();
    assertThat(closed).containsExactly("openai/ws_1", "openai/ws_2");
  }

  @Test
  void aProviderThatNobodyAsksIsClosedAndOpenedAgain() {
    give("ws_1", "openai", API_KEY, "http://localhost:9");
    var first = pool.having("ws_1", "gpt-4o").orElseThrow();
    time.advance(ProviderPool.UNUSED);
    pool.sweep();
    assertThat(pool.having("ws_1", "gpt-4o")).containsSame(first);

    time.advance(ProviderPool.UNUSED.plusMillis(1));
    pool.sweep();

    assertThat(pool.size()).isZero();
    assertThat(pool.having("ws_1", "gpt-4o").orElseThrow()).isNotSameAs(first);
  }

  @Test
  void aKeyThatTheRetiredMasterKeySealedIsOpenedStill() throws Exception {
    var server = server(reply -> reply.error(500, "{}"));
    give("ws_1", "openai", API_KEY, server.address());
    var rotated = pool(Optional.of(SecretBox.of(LATER_MASTER, List.of(MASTER))));

    ask(rotated.having("ws_1", "gpt-4o").orElseThrow(), "gpt-4o").awaitEnd();

    assertThat(server.request().headers()).containsEntry("authorization", "Bearer sk-own-1");
  }

  @Test
  void aKeyThatCannotBeOpenedFailsAndSaysWhyInsteadOfUsingTheDeployments() throws Exception {
    give("ws_1", "openai", API_KEY, "http://localhost:9");
    var moved = keys.get("ws_1/openai");
    keys.put("ws_1/gemini", new ProviderKey("ws_1", "gemini", moved.sealedKey(), moved.baseUrl()));
    give("ws_1", "anthropic", API_KEY, "localhost");

    assertThat(refusal(pool(Optional.empty()), "gpt-4o"))
        .startsWith("the workspace's own key of openai cannot be used: ")
        .endsWith("this service has no key for secrets");
    assertThat(refusal(pool(Optional.of(SecretBox.of(LATER_MASTER, List.of()))), "gpt-4o"))
        .contains("that sealed this is not here");
    assertThat(refusal(pool, "gemini-2.0-flash")).contains("sealed for another place");
    assertThat(refusal(pool, "claude-3-haiku")).contains("its address is malformed");
  }

  @Test
  void whatIsToldOfARefusedKeyDoesNotShowIt() throws Exception {
    var server =
        server(reply -> reply.error(400, "{\"error\":{\"message\":\"bad key " + API_KEY + "\"}}"));
    give("ws_1", "openai", API_KEY, server.address());
    var model = pool.having("ws_1", "gpt-4o").orElseThrow();

    assertThat(ask(model, "gpt-4o").awaitEnd().failure().orElseThrow().message())
        .contains("***")
        .doesNotContain(API_KEY);
    assertThat(List.of(keys.toString(), model.toString()).toString()).doesNotContain(API_KEY);
  }

  private static String refusal(ProviderPool pool, String model) throws InterruptedException {
    var message =
        ask(pool.having("ws_1", model).orElseThrow(), model)
            .awaitEnd()
            .failure()
            .orElseThrow()
            .message();
    assertThat(message).doesNotContain(API_KEY);
    return message;
  }

  private static HeardAnswer ask(LanguageModel model, String id) {
    var heard = new HeardAnswer();
    var _ =
        model.answer(
            new Question(id, List.of(ChatMessage.user("When do you open?")), 0, -1), heard);
    return heard;
  }

  private void give(String workspace, String provider, String apiKey, String address) {
    var baseUrl = Optional.of(address);
    var sealed =
        SecretBox.of(MASTER, List.of())
            .seal(apiKey, ProviderKey.place(workspace, provider, baseUrl));
    keys.put(
        ProviderKey.name(workspace, provider),
        new ProviderKey(workspace, provider, sealed, baseUrl));
  }

  private ProviderPool pool(Optional<SecretBox> secrets) {
    return pool(secrets, Catalogue.builtin());
  }

  private ProviderPool pool(Optional<SecretBox> secrets, Catalogue catalogue) {
    var opening =
        new ProviderPool.Opening(secrets, catalogue, FileSource.NONE, Duration.ofSeconds(3));
    WorkspaceKeys known =
        (workspace, provider) ->
            Optional.ofNullable(keys.get(ProviderKey.name(workspace, provider)));
    var opened = new ProviderPool(known, opening, time, closed::add);
    closings.add(opened);
    return opened;
  }

  private ModelServer server(ModelServer.Script script) throws IOException {
    var server = ModelServer.playing(script);
    closings.add(server);
    return server;
  }

  private static String chunk(String text) {
    return """
        {"id":"c","object":"chat.completion.chunk","model":"gpt-4o",\
        "choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}\
        """
        .formatted(text);
  }

  private static String key(int fill) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
