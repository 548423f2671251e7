package io.colloquy.conversation.files;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is uploaded in a conversation, from the form to the service that asks the model. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class FilesRestTest {

  private static final String WORKSPACE = "x-colloquy-workspace";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1, 2, 3};

  @Inject CallFiles calls;
  @Inject ConversationFiles files;

  private final String workspace = Ids.random("ws_");
  private final String conversation = Ids.conversation();

  @BeforeEach
  void aRunningConversation() {
    calls.opened(conversation, agent(), config("{}"));
  }

  private String agent() {
    return given()
        .header(WORKSPACE, workspace)
        .contentType(ContentType.JSON)
        .body("{\"conversation_config\":{}}")
        .post("/v1/convai/agents/create")
        .then()
        .statusCode(200)
        .extract()
        .path("agent_id");
  }

  private static ConversationConfig config(String conversation) {
    return Json.read("{\"conversation\":%s}".formatted(conversation), ConversationConfig.class);
  }

  private static String path(String conversation) {
    return "/v1/convai/conversations/" + conversation + "/files";
  }

  private ValidatableResponse upload(String to, String name, byte[] bytes) {
    return given()
        .header(WORKSPACE, workspace)
        .multiPart("file", name, bytes)
        .post(path(to))
        .then();
  }

  private String uploaded(String name, byte[] bytes) {
    return upload(conversation, name, bytes).statusCode(200).extract().path("file_id");
  }

  private ValidatableResponse remove(String fileId) {
    return given().header(WORKSPACE, workspace).delete(path(conversation) + "/" + fileId).then();
  }

  private static void refused(ValidatableResponse answer, int code, String status) {
    answer.statusCode(code).body("detail.status", equalTo(status));
  }

  @Test
  void aPictureIsKeptForTheModelUnderANameOfItsOwn() {
    var id = uploaded("C:\\photos\\menu.png", PNG);

    assertThat(calls.sent(conversation, List.of("file_none", id)))
        .containsExactly(new SentFile(id, "menu.png", "image/png", PNG.length));
    var answer = given().get(SentFile.PATH + id).then().statusCode(200).contentType("image/png");
    assertThat(answer.extract().asByteArray()).isEqualTo(PNG);
    given().header("If-None-Match", '"' + id + '"').get(SentFile.PATH + id).then().statusCode(304);
    refused(given().get(SentFile.PATH + id + "?as=words").then(), 422, "no_text");
  }

  @Test
  void whatIsWrittenInAPdfOrATextCanBeRead() throws IOException {
    var pdf = uploaded("hours.pdf", pdf("We open at nine."));
    var text = uploaded("hours.md", "# Öffnung\nUm neun.".getBytes(StandardCharsets.UTF_8));

    for (var round : List.of("read", "remembered")) {
      assertThat(words(pdf)).as(round).isEqualTo("We open at nine.");
    }
    assertThat(words(text)).isEqualTo("# Öffnung\nUm neun.");
    var damaged = uploaded("damaged.pdf", Arrays.copyOf(pdf("Lost."), 200));
    given().get(SentFile.PATH + damaged + "?as=words").then().statusCode(422);
  }

  private static String words(String fileId) {
    var bytes =
        given()
            .get(SentFile.PATH + fileId + "?as=words")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void onlyARunningConversationOfTheWorkspaceTakesFiles() {
    refused(upload(Ids.conversation(), "a.png", PNG), 404, "conversation_not_found");
    refused(
        given()
            .header(WORKSPACE, Ids.random("ws_"))
            .multiPart("file", "a.png", PNG)
            .post(path(conversation))
            .then(),
        404,
        "conversation_not_found");
  }

  @Test
  void whatIsNoFileOfThisKindIsRefused() {
    refused(upload(conversation, "a.png", new byte[] {0, 1, 2}), 400, "unsupported_file_type");
    refused(
        upload(conversation, "a.png", Arrays.copyOf(PNG, 10 * 1024 * 1024 + 1)),
        413,
        "file_too_large");
    given()
        .header(WORKSPACE, workspace)
        .multiPart("other", "a.png", PNG)
        .post(path(conversation))
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "file")));
  }

  @Test
  void aPictureOfTenMegabytesIsTaken() {
    var id = uploaded("large.png", Arrays.copyOf(PNG, 10 * 1024 * 1024));

    assertThat(given().get(SentFile.PATH + id).asByteArray()).hasSize(10 * 1024 * 1024);
  }

  @Test
  void aFileMayBeTakenBackUntilItIsSent() {
    var first = uploaded("a.png", PNG);
    var second = uploaded("b.png", PNG);
    var _ = calls.sent(conversation, List.of(second));

    remove(first).statusCode(200).body("file_id", equalTo(first));
    refused(remove(first), 404, "file_not_found");
    refused(remove(second), 409, "file_in_use");
    given().get(SentFile.PATH + first).then().statusCode(404);
  }

  @Test
  void aConversationHasNoMoreFilesThanItsAgentAllowsHoweverManyComeAtOnce() {
    var bounded = Ids.conversation();
    calls.opened(bounded, agent(), config("{\"file_input\":{\"max_files_per_conversation\":3}}"));

    var codes =
        IntStream.range(0, 8)
            .parallel()
            .map(_ -> upload(bounded, "a.png", PNG).extract().statusCode())
            .boxed()
            .toList();

    assertThat(codes.stream().filter(code -> code == 200)).hasSizeLessThanOrEqualTo(3);
    IntStream.range(0, 3).forEach(_ -> upload(bounded, "a.png", PNG));
    refused(upload(bounded, "a.png", PNG), 409, "too_many_files");
  }

  @Test
  void anAgentMayTakeNone() {
    var closed = Ids.conversation();
    calls.opened(closed, agent(), config("{\"file_input\":{\"enabled\":false}}"));

    refused(upload(closed, "a.png", PNG), 403, "file_input_disabled");
  }

  @Test
  void filesGoWithTheirConversation() {
    var id = uploaded("a.png", PNG);

    calls.closed(conversation);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> given().get(SentFile.PATH + id).then().statusCode(404));
    refused(upload(conversation, "a.png", PNG), 404, "conversation_not_found");
  }

  @Test
  void filesOfAConversationWhoseEndNobodyToldGoAsWell() {
    var id = uploaded("a.png", PNG);

    var _ = files.closeOlderThan(Duration.ofHours(1)).await().atMost(Duration.ofSeconds(30));
    given().get(SentFile.PATH + id).then().statusCode(200);

    var _ = files.closeOlderThan(Duration.ofMillis(1)).await().atMost(Duration.ofSeconds(30));
    given().get(SentFile.PATH + id).then().statusCode(404);
  }

  private static byte[] pdf(String text) throws IOException {
    try (var document = new PDDocument();
        var bytes = new ByteArrayOutputStream()) {
      var page = new PDPage();
      document.addPage(page);
      try (var content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(50, 700);
        content.showText(text);
        content.endText();
      }
      document.save(bytes);
      return bytes.toByteArray();
    }
  }
}
