package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.CustomModel.Value;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.llm.files.FileSource;
import io.colloquy.llm.hosted.ModelServer;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A customer's own model: what its server gets, and what nobody else does (page 007). */
class CustomModelTest {

  private static final SecretBox BOX =
      SecretBox.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", List.of());

  private final CustomModels models =
      new CustomModels(Optional.of(BOX), Duration.ofSeconds(2), FileSource.NONE);
  private ModelServer server;

  @AfterEach
  void close() throws Exception {
    models.close();
    if (server != null) {
      server.close();
    }
  }

  private void listens(ChatReply.Script script) throws IOException {
    server = ChatReply.playing(script);
  }

  private CustomModel custom(String path) {
    return new CustomModel(
        server.address() + path,
        Optional.of("@cf/meta/llama"),
        Optional.of(sealed("secret_1", "k3y-of-the-customer")),
        Map.of("X-Team", sealed("secret_2", "s3cret-team"), "X-Plain", new Value.Plain("red")),
        Optional.empty(),
        Json.MAPPER.createObjectNode().put("UUID", "123e4567").put("parameter-1", "value-1"),
        Optional.of("user_7"));
  }

  private static Value sealed(String place, String value) {
    return new Value.Sealed(place, BOX.seal(value, place));
  }

  private static Question question() {
    return new Question(
        CustomModel.ID,
        List.of(ChatMessage.system("Be kind."), ChatMessage.user("Hey, who are you?")),
        0.5,
        5000);
  }

  private HeardAnswer ask(CustomModel custom) throws InterruptedException {
    var heard = new HeardAnswer();
    var _ = models.serving(custom).answer(question(), heard);
    heard.awaitEnd();
    return heard;
  }

  @Test
  void theServerGetsWhatThePageSaysAndTheSecretsOpened() throws Exception {
    listens(reply -> reply.stream().delta("Hi.").finish().done());
    var heard = ask(custom("/v1"));

    assertThat(heard.text()).isEqualTo("Hi.");
    var request = server.request();
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer k3y-of-the-customer")
        .containsEntry("x-team", "s3cret-team")
        .containsEntry("x-plain", "red");
    var body = request.body();
    assertThat(body.path("model").asText()).isEqualTo("@cf/meta/llama");
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(5000);
    assertThat(body.path("stream").asBoolean()).isTrue();
    assertThat(body.path("elevenlabs_extra_body").toString())
        .isEqualTo("{\"UUID\":\"123e4567\",\"parameter-1\":\"value-1\"}");
    assertThat(body.path("user_id").asText()).isEqualTo("user_7");
    assertThat(body.has("tools")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/openai/v1, /openai/v1/chat/completions",
    "/client/v4/accounts/7/ai/v1/, /client/v4/accounts/7/ai/v1/chat/completions",
    "/v1/chat/completions, /v1/chat/completions",
    "'', /v1/chat/completions",
    "/, /v1/chat/completions"
  })
  void everyFormOfAnAddressIsAskedAtOnePath(String written, String asked) throws Exception {
    listens(reply -> reply.stream().delta("Hi.").finish().done());
    var _ = ask(custom(written));

    assertThat(server.request().line()).isEqualTo("POST " + asked + " HTTP/1.1");
  }

  @Test
  void aSecretThatTheServerRepeatsInItsErrorIsMasked() throws Exception {
    listens(reply -> reply.error(400, "{\"error\":{\"message\":\"bad team s3cret-team\"}}"));
    var heard = ask(custom("/v1"));

    assertThat(heard.failure().orElseThrow().message())
        .contains("bad team ***")
        .doesNotContain("s3cret");
  }

  @Test
  void aSecretOfAnotherPlaceIsNotOpenedAndNothingIsAsked() throws Exception {
    listens(reply -> reply.stream().delta("Hi.").finish().done());
    var right = custom("/v1");
    var moved = (Value.Sealed) right.apiKey().orElseThrow();
    var wrong =
        new CustomModel(
            right.url(),
            right.model(),
            Optional.of(new Value.Sealed("secret_9", moved.sealed())),
            Map.of(),
            Optional.empty(),
            right.extraBody(),
            Optional.empty());
    var heard = ask(wrong);

    assertThat(heard.failure().orElseThrow().message()).contains("cannot be opened");
    assertThat(heard.deltas()).isEmpty();
  }
}
