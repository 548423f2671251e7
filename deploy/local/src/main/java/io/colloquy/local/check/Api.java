package io.colloquy.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.local.home.ApiKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;

/** The public REST interface, as any client uses it. */
public final class Api implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI address;
  private final ApiKey key;

  /**
   * @param address for example {@code http://127.0.0.1:8080}
   */
  public Api(URI address, ApiKey key) {
    this.address = address;
    this.key = key;
  }

  /**
   * @param body missing where the answer is not JSON
   */
  public record Answer(int status, JsonNode body) {
    public boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Answer post(String path, byte[] json) throws IOException, InterruptedException {
    return send("POST", path, BodyPublishers.ofByteArray(json));
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  private Answer send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("xi-api-key", key.value())
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    var response = client.send(request, BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), json(response.body()));
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.read(body, JsonNode.class);
    } catch (Packet.MalformedPacket e) {
      return MissingNode.getInstance();
    }
  }

  WebSocket.Builder socket() {
    return client.newWebSocketBuilder().connectTimeout(PATIENCE);
  }

  URI conversation(String agentId) {
    return URI.create(
        address.toString().replaceFirst("^http", "ws")
            + "/v1/convai/conversation?agent_id="
            + agentId
            + "&source=colloquy_self_check");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
