package io.colloquy.llm.files;

import io.colloquy.contracts.llm.SentFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Fetches files from the conversation-service. What was fetched is remembered, but asked about
 * before it is used again: a file is gone when its conversation is over.
 */
public final class FileDoor implements FileSource, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(FileDoor.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI address;
  private final RememberedFiles remembered;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * @param address of the conversation-service
   */
  public FileDoor(URI address, RememberedFiles remembered) {
    this.address = address;
    this.remembered = remembered;
  }

  @Override
  public Optional<byte[]> bytes(SentFile file) throws InterruptedException {
    return fetch(file, "");
  }

  @Override
  public Optional<byte[]> words(SentFile file) throws InterruptedException {
    return fetch(file, "?as=words");
  }

  private Optional<byte[]> fetch(SentFile file, String query) throws InterruptedException {
    var path = SentFile.PATH + file.fileId() + query;
    var known = remembered.get(path);
    try {
      var response = ask(path, known.map(_ -> '"' + file.fileId() + '"'));
      switch (response.statusCode()) {
        case 200 -> {
          remembered.put(path, response.body());
          return Optional.of(response.body());
        }
        case 304 -> {
          return known;
        }
        default -> remembered.forget(path);
      }
      LOG.debugf("a file was answered %d", response.statusCode());
    } catch (IOException e) {
      LOG.warnf("a file could not be fetched: %s", e.toString());
    }
    return Optional.empty();
  }

  private HttpResponse<byte[]> ask(String path, Optional<String> known)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    known.ifPresent(tag -> request.header("If-None-Match", tag));
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
