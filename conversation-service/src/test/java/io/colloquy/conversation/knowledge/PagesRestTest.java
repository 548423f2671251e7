package io.colloquy.conversation.knowledge;

import static io.colloquy.conversation.knowledge.KnowledgeApi.BASE;
import static io.colloquy.conversation.knowledge.KnowledgeApi.fitting;
import static io.colloquy.conversation.knowledge.KnowledgeApi.id;
import static io.colloquy.conversation.knowledge.KnowledgeApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of the web, where the operator allows those of his own network. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@TestProfile(Workshop.class)
class PagesRestTest {

  private final KnowledgeApi api = new KnowledgeApi();
  private HttpServer server;
  private volatile String page = "";
  private String url;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hours",
        exchange -> {
          var body = page.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("content-type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    url = "http://localhost:%d/hours".formatted(server.getAddress().getPort());
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aPageBecomesADocument() {
    page = "<html><body><script>x()</script><h1>Café</h1><p>Nine to five.</p></body></html>";

    var shown = fitting("getDocument", api.get("/" + id(api.post("/url", Map.of("url", url)))));

    assertThat(shown.get("type").textValue()).isEqualTo("url");
    assertThat(shown.get("url").textValue()).isEqualTo(url);
    assertThat(shown.get("name").textValue()).isEqualTo(url);
    assertThat(shown.at("/metadata/size_bytes").intValue())
        .isEqualTo(page.getBytes(StandardCharsets.UTF_8).length);
    assertThat(shown.get("extracted_inner_html").textValue())
        .contains("<h1>Café</h1>")
        .doesNotContain("x()");
  }

  @Test
  void aPageIsFetchedAnew() {
    page = "<p>Nine to five.</p>";
    var id = id(api.request().multiPart("url", url).multiPart("name", "Hours").post(BASE));
    page = "<p>Ten to four.</p>";

    var shown = fitting("refreshDocument", api.request().post(BASE + "/" + id + "/refresh"));

    assertThat(shown.get("name").textValue()).isEqualTo("Hours");
    assertThat(shown.get("extracted_inner_html").textValue()).isEqualTo("<p>Ten to four.</p>");
    refused(
        api.request().post(BASE + "/" + api.text("t", "x") + "/refresh"),
        "path",
        "documentation_id");
  }

  @Test
  void aPageThatIsNotThereIsRefused() {
    refused(api.post("/url", Map.of("url", url.replace("hours", "none"))), "body", "url");
    server.stop(0);
    refused(api.post("/url", Map.of("url", url)), "body", "url");
  }
}
