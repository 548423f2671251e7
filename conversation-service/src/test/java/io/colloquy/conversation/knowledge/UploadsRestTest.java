package io.colloquy.conversation.knowledge;

import static io.colloquy.conversation.knowledge.KnowledgeApi.BASE;
import static io.colloquy.conversation.knowledge.KnowledgeApi.fitting;
import static io.colloquy.conversation.knowledge.KnowledgeApi.id;
import static io.colloquy.conversation.knowledge.KnowledgeApi.json;
import static io.colloquy.conversation.knowledge.KnowledgeApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is uploaded, from the form to the document; {@link ReaderProcessTest} has more files. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class UploadsRestTest {

  private final KnowledgeApi api = new KnowledgeApi();

  @TempDir Path folder;

  @Test
  void aFileBecomesADocument() throws Exception {
    var bytes = SampleFiles.docx("We open at nine.");
    var created = fitting("addFileDocument", api.upload(bytes, "C:\\texts\\Hours é.docx"));

    var shown = fitting("getDocument", api.get("/" + created.get("id").textValue()));

    assertThat(shown.get("type").textValue()).isEqualTo("file");
    assertThat(shown.get("filename").textValue()).startsWith("Hours");
    assertThat(shown.get("name")).isEqualTo(shown.get("filename"));
    assertThat(shown.at("/metadata/size_bytes").intValue()).isEqualTo(bytes.length);
    assertThat(shown.get("extracted_inner_html").textValue()).contains("We open at nine.");
  }

  @Test
  void aFileMayHaveANameAndAFolder() {
    var parent = api.folder("f");

    var created =
        api.request()
            .multiPart("file", "a.md", "# Hello".getBytes(StandardCharsets.UTF_8))
            .multiPart("name", "Greeting")
            .multiPart("parent_folder_id", parent)
            .post(BASE + "/file");

    var shown = json(api.get("/" + id(created)));
    assertThat(shown.get("name").textValue()).isEqualTo("Greeting");
    assertThat(shown.get("folder_parent_id").textValue()).isEqualTo(parent);
  }

  @Test
  void aPdfOfTwentyMegabytesIsTakenIn() throws Exception {
    var pdf =
        Files.write(
            folder.resolve("manual"),
            SampleFiles.pdf("We are open from nine to five.", 100, 20_000_000));

    var answer = api.upload(pdf, "manual.pdf");

    assertThat(answer.statusCode()).isEqualTo(200);
    var id = Json.read(answer.body(), JsonNode.class).get("id").textValue();
    var shown = json(api.get("/" + id));
    assertThat(shown.at("/metadata/size_bytes").longValue())
        .isEqualTo(Files.size(pdf))
        .isGreaterThan(20_000_000);
    assertThat(shown.get("extracted_inner_html").textValue()).contains("from nine to five");
  }

  @Test
  void whatCannotBeReadIsRefusedAndLeavesNothing() throws Exception {
    var docx = SampleFiles.docx("Opening hours");
    var picture = new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    var bomb = SampleFiles.bomb(folder.resolve("bomb"), 1_000_000_000);

    refused(api.upload(new byte[0], "a.txt"), "body", "file");
    refused(api.upload(picture, "a.pdf"), "body", "file");
    refused(api.upload(Arrays.copyOf(docx, docx.length / 2), "a.docx"), "body", "file");
    var answer = api.upload(bomb, "bomb.docx");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("too large when it is unpacked");
    assertThat(json(api.get("")).get("documents")).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws Exception {
    var file = folder.resolve("large");

    var large = api.upload(Files.write(file, new byte[22_000_000]), "a.txt");

    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(new String(large.body(), StandardCharsets.UTF_8)).contains("document_too_large");
    assertThat(statusOfAnnounced(26_000_000)).startsWith("HTTP/1.1 413");
  }

  /** Announces a body and sends none of it: what a server closes while one sends cannot be read. */
  private static String statusOfAnnounced(long bytes) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      var head =
          """
          POST %s/file HTTP/1.1\r
          Host: localhost\r
          Content-Type: multipart/form-data; boundary=x\r
          Content-Length: %d\r
          \r
          """
              .formatted(BASE, bytes);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void aFormWithoutAFileAndABodyThatIsNoFormAreRefused() {
    refused(api.request().multiPart("name", "x").post(BASE + "/file"), "body", "file");
    assertThat(api.post("/file", Map.of("file", "x")).statusCode()).isEqualTo(415);
  }

  @Test
  void anotherFileTakesThePlaceOfTheFirst() throws Exception {
    var id = id(api.upload("before".getBytes(StandardCharsets.UTF_8), "a.txt"));

    var shown =
        fitting(
            "changeDocumentFile",
            api.request()
                .multiPart("file", "b.pdf", SampleFiles.pdf("after", 2, 0))
                .patch(BASE + "/" + id + "/update-file"));

    assertThat(shown.get("extracted_inner_html").textValue()).contains("after");
    assertThat(shown.get("filename").textValue()).isEqualTo("b.pdf");
    assertThat(shown.get("name").textValue()).isEqualTo("a.txt");
    var text = api.text("t", "x");
    refused(
        api.request()
            .multiPart("file", "b.txt", "b".getBytes(StandardCharsets.UTF_8))
            .patch(BASE + "/" + text + "/update-file"),
        "path",
        "documentation_id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8081/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "ftp://a.example/",
        "nonsense"
      })
  void aPageOfThisNetworkIsNotFetched(String url) {
    refused(api.post("/url", Map.of("url", url)), "body", "url");
    refused(api.request().multiPart("url", url).post(BASE), "body", "url");
  }

  @Test
  void theOlderWayTakesAFileToo() {
    var created =
        fitting(
            "addDocument",
            api.request()
                .multiPart("file", "a.txt", "hello".getBytes(StandardCharsets.UTF_8))
                .multiPart("name", "Old")
                .post(BASE));

    assertThat(created.get("name").textValue()).isEqualTo("Old");
  }
}
