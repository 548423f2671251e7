package io.colloquy.conversation.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A provider that speaks the embeddings protocol of OpenAI ({@code POST .../embeddings}). */
final class OpenAiEmbedding implements Embedding, AutoCloseable {

  private final KnowledgeConfig.Provider provider;
  private final HttpClient client;

  OpenAiEmbedding(KnowledgeConfig.Provider provider) {
    this.provider = provider;
    this.client = HttpClient.newBuilder().connectTimeout(provider.timeout()).build();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    var body = Json.bytes(Map.of("model", provider.model(), "input", texts));
    var request =
        HttpRequest.newBuilder(
                URI.create(provider.baseUrl().replaceFirst("/$", "") + "/embeddings"))
            .timeout(provider.timeout())
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    provider.apiKey().ifPresent(key -> request.header("authorization", "Bearer " + key));
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new EmbeddingFailed(
            "The embedding provider answered with status %d.".formatted(response.statusCode()),
            null);
      }
      return vectors(Json.MAPPER.readTree(response.body()), texts.size());
    } catch (IOException e) {
      throw new EmbeddingFailed("The embedding provider cannot be reached.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingFailed("The embedding was interrupted.", e);
    }
  }

  private static List<float[]> vectors(JsonNode answer, int count) {
    var found = new float[count][];
    for (var item : answer.path("data")) {
      int index = item.path("index").asInt(-1);
      if (index >= 0 && index < count) {
        found[index] =
            Vectors.ofLengthOne(Json.MAPPER.convertValue(item.get("embedding"), float[].class));
      }
    }
    if (IntStream.range(0, count).anyMatch(i -> found[i] == null)) {
      throw new EmbeddingFailed("The embedding provider gave too few vectors.", null);
    }
    return List.of(found);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
