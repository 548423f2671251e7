package io.colloquy.contracts.llm;

import static io.colloquy.contracts.Malformed.assertRefused;
import static io.colloquy.contracts.Malformed.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlmMessagesTest {

  private static final ToolCall CALL =
      new ToolCall("call_1", "end_call", "{\"reason\":\"goodbye\"}");

  private static final LlmUsage USAGE =
      LlmUsage.of(
          "gpt-4o",
          new ModelUsage(
              ModelUsage.Tokens.at(new BigDecimal("2.5"), 1_001),
              ModelUsage.Tokens.at(new BigDecimal("1.25"), 1_024),
              ModelUsage.Tokens.NONE,
              ModelUsage.Tokens.at(BigDecimal.TEN, 100)));

  private static ObjectNode schema() {
    return Json.read(
        """
        {"type":"object","properties":{"reason":{"type":"string"}},"required":["reason"]}""",
        ObjectNode.class);
  }

  static Stream<LlmRequest> requests() {
    return Stream.of(
        new LlmRequest.Generate(
            "conv_1",
            "gen_1",
            "builtin",
            List.of(
                ChatMessage.system("Be brief."),
                ChatMessage.assistant("Hello \"you\""),
                ChatMessage.user("Wie geht’s?"),
                ChatMessage.user(
                    "", List.of(new SentFile("file_1", "Menü.png", "image/png", 1_234)))),
            0.7,
            -1,
            1_700_000_000_000L),
        new LlmRequest.Generate(
            "conv_1",
            "gen_2",
            "gpt-4o",
            List.of(
                ChatMessage.user("Goodbye."),
                ChatMessage.assistant("", List.of(CALL)),
                ChatMessage.tool("call_1", "ended")),
            List.of(new ToolSpec("end_call", "Ends the call.", schema())),
            0,
            100,
            Optional.empty(),
            1_700_000_000_000L),
        new LlmRequest.Generate(
            "conv_1",
            "gen_3",
            CustomModel.ID,
            List.of(ChatMessage.user("Hello.")),
            List.of(),
            0.5,
            5000,
            Optional.of(
                new CustomModel(
                    "https://models.example/v1/",
                    Optional.of("mine"),
                    Optional.of(new CustomModel.Value.Sealed("secret_1", "sealed:1:x:y")),
                    Map.of("X-Team", new CustomModel.Value.Plain("red")),
                    Optional.of("2024-06-01"),
                    Json.MAPPER.createObjectNode().put("UUID", "7"),
                    Optional.of("user_1"))),
            1_700_000_000_000L),
        new LlmRequest.Generate(
            "conv_1",
            "gen_4",
            "gpt-5",
            List.of(ChatMessage.user("Hello.")),
            List.of(),
            0.5,
            -1,
            Optional.empty(),
            1_700_000_000_000L,
            Optional.of("low"),
            new Terms("ws_1", Terms.Use.CHAT, true)),
        new LlmRequest.Cancel("conv_1", "gen_1"));
  }

  @Test
  void aMessageOfBeforeThereWereFilesHasNone() {
    var message = Json.read("{\"role\":\"user\",\"content\":\"hi\"}", ChatMessage.class);

    assertThat(message).isEqualTo(ChatMessage.user("hi"));
    assertThat(Json.text(message)).doesNotContain("files");
  }

  @Test
  void aFileTravelsWithoutItsBytes() {
    var file = new SentFile("file_1", "menu.pdf", SentFile.PDF, 1_234);

    assertThat(Json.text(file))
        .isEqualTo(
            """
            {"file_id":"file_1","name":"menu.pdf","media_type":"application/pdf","bytes":1234}""");
  }

  static Stream<LlmDelta> deltas() {
    return Stream.of(
        new LlmDelta.Text("conv_1", "gen_1", " line\nbreak 👋"),
        new LlmDelta.ToolCall("conv_1", "gen_1", CALL),
        new LlmDelta.Finished("conv_1", "gen_1", "gpt-4o", USAGE, 56),
        new LlmDelta.Failed("conv_1", "gen_1", "llm_error", "no model answered"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestComesBackAsItWasSent(LlmRequest request) {
    assertThat(LlmRequest.CODEC.decode(LlmRequest.CODEC.encode(request))).isEqualTo(request);
  }

  @ParameterizedTest
  @MethodSource("deltas")
  void aDeltaComesBackAsItWasSent(LlmDelta delta) {
    assertThat(LlmDelta.CODEC.decode(LlmDelta.CODEC.encode(delta))).isEqualTo(delta);
  }

  /** It stands in Kafka for minutes while services of two versions run. */
  @Test
  void anEndFromBeforeUsageWasPricedTellsOfNone() {
    var end =
        LlmDelta.CODEC.decode(
            body(
                """
                {"kind":"finished","conversation_id":"c","generation_id":"g","model":"m",\
                "input_tokens":3,"output_tokens":2,"first_token_ms":7}"""));

    assertThat(end).isEqualTo(new LlmDelta.Finished("c", "g", "m", LlmUsage.NONE, 7));
  }

  @Test
  void rolesAreWrittenAsModelsKnowThem() {
    var packet = LlmRequest.CODEC.encode(requests().findFirst().orElseThrow());

    assertThat(new String(packet.body(), StandardCharsets.UTF_8))
        .contains("\"role\":\"system\"", "\"role\":\"user\"", "\"role\":\"assistant\"");
  }

  /** Snapshots of conversations on a compacted topic hold messages from before. */
  @Test
  void aMessageFromBeforeThereWereToolsIsStillUnderstood() {
    assertThat(Json.read("{\"role\":\"assistant\",\"content\":\"Hello\"}", ChatMessage.class))
        .isEqualTo(ChatMessage.assistant("Hello"));
  }

  @Test
  void aMessageWithoutToolsIsWrittenAsBefore() {
    assertThat(Json.text(ChatMessage.user("Hello")))
        .isEqualTo("{\"role\":\"user\",\"content\":\"Hello\"}");
  }

  @Test
  void aRequestFromBeforeThereWereToolsOffersNone() {
    var request =
        LlmRequest.CODEC.decode(
            body(
                """
                {"kind":"generate","conversation_id":"c","generation_id":"g","model":"builtin",\
                "messages":[],"temperature":0.5,"max_tokens":-1,"created_at_ms":7}"""));

    assertThat(request)
        .isEqualTo(new LlmRequest.Generate("c", "g", "builtin", List.of(), 0.5, -1, 7));
  }

  @Test
  void aQuestionInTheBackgroundComesBackAsItWasSent() {
    var question =
        BackgroundQuestion.of("gpt-4o", List.of(ChatMessage.user("Is the goal reached?")))
            .withTools(List.of(new ToolSpec("end_call", "Ends the call.", schema())))
            .withAnswerSchema(schema())
            .on(Terms.background("ws_1"))
            .within(500);

    assertThat(Json.read(Json.bytes(question), BackgroundQuestion.class)).isEqualTo(question);
  }

  @Test
  void aQuestionInTheBackgroundNeedsNothingButMessages() {
    var question =
        Json.read(
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            BackgroundQuestion.class);

    assertThat(question)
        .isEqualTo(BackgroundQuestion.of("gpt-4o", List.of(ChatMessage.user("Hi"))));
    assertThat(question.terms()).isEqualTo(new Terms("default", Terms.Use.BACKGROUND, false));
  }

  @Test
  void noQuestionInTheBackgroundGoesBeforeACall() {
    var question =
        BackgroundQuestion.of("gpt-4o", List.of()).on(new Terms("w", Terms.Use.VOICE, true));

    assertThat(question.terms()).isEqualTo(new Terms("w", Terms.Use.BACKGROUND, true));
  }

  @Test
  void anAnswerInTheBackgroundIsWrittenAsItsReadersKnowIt() {
    assertThat(Json.text(new BackgroundAnswer("Hi", List.of(CALL), "gpt-4o", LlmUsage.NONE)))
        .isEqualTo(
            """
            {"text":"Hi","tool_calls":[{"id":"call_1","name":"end_call",\
            "arguments":"{\\"reason\\":\\"goodbye\\"}"}],\
            "model":"gpt-4o","usage":{"model_usage":{}}}""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"kind\":\"generate\"}",
        "{\"kind\":\"generate\",\"messages\":[{\"role\":\"bishop\",\"content\":\"\"}]}",
        "{\"kind\":\"dream\"}"
      })
  void whatIsNoRequestIsMalformed(String json) {
    assertRefused(LlmRequest.CODEC, body(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "7", "{\"kind\":\"dream\"}", "{\"kind\":\"finished\",\"model\":[]}"})
  void whatIsNoDeltaIsMalformed(String json) {
    assertRefused(LlmDelta.CODEC, body(json));
  }
}
