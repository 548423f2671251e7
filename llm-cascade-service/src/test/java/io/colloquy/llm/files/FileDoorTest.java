package io.colloquy.llm.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door to the conversation-service, against a server that answers as that one does. */
class FileDoorTest {

  private final Map<String, String> kept = new ConcurrentHashMap<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private FileDoor door;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/internal/files/", this::answer);
    server.start();
    door = door(server.getAddress().getPort());
  }

  private static FileDoor door(int port) {
    return new FileDoor(
        URI.create("http://localhost:" + port),
        new RememberedFiles(1_000, Duration.ofMinutes(5), InstantSource.system()));
  }

  @AfterEach
  void close() {
    door.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var content = kept.get(exchange.getRequestURI().toString());
      boolean known = "\"file_1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
      int code = content == null ? 404 : known ? 304 : 200;
      answers.add(exchange.getRequestURI() + " " + code);
      if (code == 200) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      } else {
        exchange.sendResponseHeaders(code, -1);
      }
    }
  }

  @Test
  void whatWasFetchedOnceIsAskedAboutAndNotFetchedAgain() throws InterruptedException {
    kept.put("/internal/files/file_1", "pixels");

    assertThat(door.bytes(KeptFiles.PHOTO)).hasValueSatisfying(FileDoorTest::isPixels);
    assertThat(door.bytes(KeptFiles.PHOTO)).hasValueSatisfying(FileDoorTest::isPixels);

    assertThat(answers).containsExactly("/internal/files/file_1 200", "/internal/files/file_1 304");
  }

  private static void isPixels(byte[] bytes) {
    assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("pixels");
  }

  @Test
  void wordsAndBytesAreTwoThings() throws InterruptedException {
    kept.put("/internal/files/file_1", "pixels");
    kept.put("/internal/files/file_1?as=words", "words");

    var _ = door.bytes(KeptFiles.PHOTO);
    var words = door.words(KeptFiles.PHOTO).orElseThrow();

    assertThat(words).asString(StandardCharsets.UTF_8).isEqualTo("words");
  }

  @Test
  void aFileWhoseConversationIsOverIsNotRemembered() throws InterruptedException {
    kept.put("/internal/files/file_1", "pixels");
    var _ = door.bytes(KeptFiles.PHOTO);
    kept.clear();

    assertThat(door.bytes(KeptFiles.PHOTO)).isEmpty();
    kept.put("/internal/files/file_1", "pixels");
    assertThat(door.bytes(KeptFiles.PHOTO)).isPresent();
    assertThat(answers.getLast()).endsWith("200");
  }

  @Test
  void aServiceThatIsNotThereHasNoFiles() throws InterruptedException {
    server.stop(0);

    assertThat(door.bytes(KeptFiles.PHOTO)).isEmpty();
  }
}
