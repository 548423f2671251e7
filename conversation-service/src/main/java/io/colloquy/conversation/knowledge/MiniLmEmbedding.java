package io.colloquy.conversation.knowledge;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * all-MiniLM-L6-v2, quantised, from the jar: 384 numbers, best for English.
 *
 * <p>The network is loaded, in about a second, when it is first needed. It runs on platform threads
 * of its own, for native code would pin a virtual thread's carrier; each text is a task of its own,
 * so that the question of a call waits for one chunk and not for a whole document.
 */
final class MiniLmEmbedding implements Embedding, AutoCloseable {

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          Thread.ofPlatform().name("embedding-", 0).daemon().factory());

  private static final class Network {
    static final EmbeddingModel LOADED = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (var text : texts) {
      vectors.add(await(threads.submit(() -> Network.LOADED.embed(text).content().vector())));
    }
    return vectors;
  }

  /** Measured: see the decision of 0022. */
  @Override
  public double tolerance() {
    return 0.2;
  }

  private static float[] await(Future<float[]> vector) {
    try {
      return Vectors.ofLengthOne(vector.get());
    } catch (ExecutionException e) {
      throw new EmbeddingFailed("The embedding network failed.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingFailed("The embedding was interrupted.", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
