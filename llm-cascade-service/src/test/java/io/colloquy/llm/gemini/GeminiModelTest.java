package io.colloquy.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.files.KeptFiles;
import io.colloquy.llm.hosted.Endpoint;
import io.colloquy.llm.hosted.HostedModelContractTest;
import io.colloquy.llm.hosted.ModelServer.Reply;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.model.Question;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Gemini provider against a server that speaks its API on a plain socket. */
class GeminiModelTest extends HostedModelContractTest {

  private static final ObjectNode SCHEMA =
      Json.read(
          """
          {"type":"object","properties":{"city":{"type":"string"}},\
          "required":["city"],"additionalProperties":false}""",
          ObjectNode.class);
  private static final ToolSpec WEATHER =
      new ToolSpec("get_weather", "Tells the weather of a city.", SCHEMA);

  @Override
  protected Protocol protocol(String address) {
    return new GeminiProtocol(Endpoint.at(address, "/v1beta", KEY, "gemini-2.5-flash"));
  }

  @Override
  protected Reply begin(Reply reply) throws IOException {
    return reply.stream();
  }

  /** Google ends its lines in the way of the network. */
  @Override
  protected String piece(String text) {
    return "data: %s\r\n\r\n".formatted(chunk("{\"text\": %s}".formatted(Json.text(text)), ""));
  }

  private static String chunk(String parts, String finish) {
    return """
    {"candidates": [{"content": {"parts": [%s],"role": "model"}%s,"index": 0}],\
    "usageMetadata": {"promptTokenCount": 12,"candidatesTokenCount": 4,"totalTokenCount": 26,\
    "promptTokensDetails": [{"modality": "TEXT","tokenCount": 12}],"thoughtsTokenCount": 10},\
    "modelVersion": "gemini-2.5-flash","responseId": "r1"}"""
        .formatted(parts, finish);
  }

  @Override
  protected void finish(Reply reply) throws IOException {
    finish(reply, "STOP");
  }

  private static void finish(Reply reply, String reason) throws IOException {
    reply.event(chunk("{\"text\": \"\"}", ",\"finishReason\": \"%s\"".formatted(reason))).end();
  }

  @Override
  protected String asked(JsonNode body) {
    var last = body.path("contents").path(body.path("contents").size() - 1);
    return last.path("parts").path(0).path("text").asText();
  }

  @Test
  void theRequestStreamsServerSentEventsOfTheModelWithTheKeyInAHeader()
      throws InterruptedException {
    var _ = answerTo(HELLO);

    var request = server.request();
    assertThat(request.line())
        .isEqualTo("POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse HTTP/1.1");
    assertThat(request.headers()).containsEntry("x-goog-api-key", KEY);
  }

  @Test
  void aModelsIdCannotChangeThePlaceThatIsAsked() throws InterruptedException {
    var question = new Question("gemini-/../x?key=1#", HELLO.messages(), 0, -1);
    var _ = ask(playing(reply -> finish(say(begin(reply), "Hi"))), question).awaitEnd();

    assertThat(server.request().line())
        .isEqualTo(
            "POST /v1beta/models/gemini-%2F..%2Fx%3Fkey%3D1%23:streamGenerateContent?alt=sse"
                + " HTTP/1.1");
  }

  @Test
  void whatWasReadFromACacheIsAPartOfThePrompt() throws InterruptedException {
    var usage =
        hear(reply ->
                begin(reply)
                    .event(
                        """
                            {"candidates":[{"content":{"parts":[{"text":"Hi"}]},\
                            "finishReason":"STOP"}],"modelVersion":"gemini-2.0-flash",\
                            "usageMetadata":{"promptTokenCount":5000,\
                            "cachedContentTokenCount":4000,"candidatesTokenCount":20,\
                            "thoughtsTokenCount":30}}""")
                    .end())
            .usage()
            .orElseThrow();

    assertThat(usage.inputTokens()).isEqualTo(1_000);
    assertThat(usage.cacheReadTokens()).isEqualTo(4_000);
    assertThat(usage.outputTokens()).isEqualTo(50);
    assertThat(usage.priced().modelUsage().get("gemini-2.0-flash").price())
        .isEqualByComparingTo("0.00022");
  }

  @Test
  void theRequestIsAConversationInTurns() throws InterruptedException {
    var body =
        bodyOf(
            new Question(
                "gemini-2.0-flash",
                List.of(
                    ChatMessage.system("Be kind."),
                    ChatMessage.assistant("Hello!"),
                    ChatMessage.user("wer bist du?"),
                    ChatMessage.assistant("Ich bin Ava.")),
                0.3,
                50));

    assertThat(body)
        .hasToString(
            """
            {"systemInstruction":{"parts":[{"text":"Be kind."}]},"contents":[\
            {"role":"user","parts":[{"text":"(The conversation begins.)"}]},\
            {"role":"model","parts":[{"text":"Hello!"}]},\
            {"role":"user","parts":[{"text":"wer bist du?"}]},\
            {"role":"model","parts":[{"text":"Ich bin Ava."}]},\
            {"role":"user","parts":[{"text":"(The user says nothing.)"}]}],\
            "generationConfig":{"temperature":0.3,"maxOutputTokens":50}}""");
  }

  @Test
  void toolsTheirCallsAndTheirResultsAreWrittenAsTheApiKnowsThem() throws InterruptedException {
    var body = bodyOf(withTools("gemini-2.5-flash"));

    assertThat(body.path("contents").toString())
        .isEqualTo(
            """
            [{"role":"user","parts":[{"text":"weather?"}]},\
            {"role":"model","parts":[\
            {"functionCall":{"id":"c1","name":"get_weather","args":{"city":"Rome"}}},\
            {"functionCall":{"id":"c2","name":"get_weather","args":{"city":"Oslo"}}}]},\
            {"role":"user","parts":[\
            {"functionResponse":{"id":"c1","name":"get_weather","response":{"sky":"clear"}}},\
            {"functionResponse":{"id":"c2","name":"get_weather",\
            "response":{"result":"snow"}}}]},\
            {"role":"user","parts":[{"text":"and?"}]}]""");
    assertThat(body.path("tools").toString())
        .isEqualTo(
            "[{\"functionDeclarations\":[{\"name\":\"get_weather\","
                + "\"description\":\"Tells the weather of a city.\",\"parametersJsonSchema\":"
                + SCHEMA
                + "}]}]");
    assertThat(body.at("/toolConfig/functionCallingConfig/mode").asText()).isEqualTo("AUTO");
  }

  @Test
  void fromTheThirdGenerationOnTheFirstCallOfATurnHasAWordInPlaceOfItsSignature()
      throws InterruptedException {
    var parts = bodyOf(withTools("gemini-3-pro-preview")).at("/contents/1/parts");

    assertThat(parts.path(0).path("thoughtSignature").asText())
        .isEqualTo("skip_thought_signature_validator");
    assertThat(parts.path(1).has("thoughtSignature")).isFalse();
  }

  private static Question withTools(String model) {
    return new Question(
        model,
        List.of(
            ChatMessage.user("weather?"),
            ChatMessage.assistant(
                "",
                List.of(
                    new ToolCall("c1", "get_weather", "{\"city\":\"Rome\"}"),
                    new ToolCall("c2", "get_weather", "{\"city\":\"Oslo\"}"))),
            ChatMessage.tool("c1", "{\"sky\":\"clear\"}"),
            ChatMessage.tool("c2", "snow"),
            ChatMessage.user("and?")),
        List.of(WEATHER),
        Optional.empty(),
        0,
        -1);
  }

  @Test
  void callsComeWholeAndWithoutIdsGetSome() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              say(begin(reply), "Let me see.")
                  .event(
                      chunk(
                          """
                          {"functionCall": {"name": "get_weather","args": {"city": "Rome"}},\
                          "thoughtSignature": "CikB"},\
                          {"functionCall": {"id": "f7","name": "get_weather",\
                          "args": {"city": "Tōkyō"}}}""",
                          ""))
                  .event(chunk("{\"functionCall\": {\"name\": \"end_call\"}}", ""));
              finish(reply);
            });

    assertThat(heard.deltas()).containsExactly("Let me see.");
    assertThat(heard.calls())
        .extracting(ToolCall::arguments)
        .containsExactly("{\"city\":\"Rome\"}", "{\"city\":\"Tōkyō\"}", "{}");
    assertThat(heard.calls()).extracting(ToolCall::id).doesNotContain("").contains("f7");
    assertThat(heard.usage().orElseThrow().model()).isEqualTo("gemini-2.5-flash");
  }

  @Test
  void whatTheModelThinksIsNotSaid() throws InterruptedException {
    var heard =
        hear(
            reply -> {
              begin(reply).event(chunk("{\"text\": \"The user greets.\",\"thought\": true}", ""));
              finish(say(reply, "Hello!"));
            });

    assertThat(heard.text()).isEqualTo("Hello!");
  }

  @Test
  void anAnswerThatReachesItsLimitIsAnEnd() throws InterruptedException {
    var heard = hear(reply -> finish(say(begin(reply), "We are"), "MAX_TOKENS"));

    assertThat(heard.text()).isEqualTo("We are");
    assertThat(heard.usage()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SAFETY", "RECITATION", "PROHIBITED_CONTENT", "MALFORMED_FUNCTION_CALL", "OTHER"})
  void anAnswerThatIsBlockedIsAFailureAfterTheText(String reason) throws InterruptedException {
    var heard = hear(reply -> finish(say(begin(reply), "Well, "), reason));

    assertThat(heard.text()).isEqualTo("Well, ");
    assertThat(heard.failure().orElseThrow().message()).endsWith(" did not answer: " + reason);
  }

  @Test
  void aPromptThatIsBlockedIsAFailure() throws InterruptedException {
    assertThat(
            failureOf(
                reply ->
                    reply.stream()
                        .event(
                            """
                            {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"},\
                            "usageMetadata": {"promptTokenCount": 8,"totalTokenCount": 8}}""")
                        .end()))
        .endsWith(" did not answer: PROHIBITED_CONTENT");
  }

  @Test
  void errorsAreReadWhereverTheyStand() throws InterruptedException {
    var error =
        """
        {"error": {"code": 429,"message": "You exceeded your current quota.",\
        "status": "RESOURCE_EXHAUSTED","details": []}}""";

    assertThat(failureOf(reply -> reply.error(429, error)))
        .endsWith(" answered 429 (RESOURCE_EXHAUSTED): You exceeded your current quota.");
    assertThat(failureOf(reply -> reply.error(429, "[" + error + "]")))
        .endsWith(" answered 429 (RESOURCE_EXHAUSTED): You exceeded your current quota.");
    assertThat(failureOf(reply -> say(begin(reply), "Well, ").event(error).end()))
        .endsWith(" broke off its answer (RESOURCE_EXHAUSTED): You exceeded your current quota.");
  }

  @Test
  void anAnswerByASchemaIsAskedForAsJson() throws InterruptedException {
    var body =
        bodyOf(
            new Question(
                "gemini-2.5-flash", HELLO.messages(), List.of(), Optional.of(SCHEMA), 0, -1));

    assertThat(body.path("generationConfig").toString())
        .isEqualTo(
            "{\"temperature\":0.0,\"responseMimeType\":\"application/json\","
                + "\"responseJsonSchema\":"
                + SCHEMA
                + ",\"thinkingConfig\":{\"thinkingBudget\":0}}");
  }

  @Test
  void picturesAndPdfsTravelInTheRequest() throws InterruptedException {
    var sent = ChatMessage.user("look", List.of(KeptFiles.PHOTO, KeptFiles.MENU));

    var body = bodyOf(new Question("gemini-2.5-flash", List.of(sent), 0, -1));

    assertThat(body.path("contents").toString())
        .isEqualTo(
            """
            [{"role":"user","parts":[\
            {"inlineData":{"mimeType":"image/png","data":"iVBORwE="}},\
            {"inlineData":{"mimeType":"application/pdf","data":"JVBERg=="}},\
            {"text":"look"}]}]""");
  }
}
