package io.colloquy.llm.builtin;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * all-MiniLM-L6-v2, quantised, from the jar: 384 numbers for an English sentence in a few
 * milliseconds.
 *
 * <p>The network runs on platform threads of its own: native code would pin a virtual thread's
 * carrier, and with it every other answer.
 */
public final class MiniLmEmbedder implements Embedder, AutoCloseable {

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          Thread.ofPlatform().name("embedding-", 0).daemon().factory());
  private final EmbeddingModel network;

  /**
   * Loads the network, which takes about a second.
   *
   * @throws IllegalStateException if it cannot be loaded on this machine
   */
  public MiniLmEmbedder() {
    try {
      network = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
    } catch (RuntimeException | LinkageError e) {
      threads.shutdown();
      throw new IllegalStateException("the embedding network cannot be loaded", e);
    }
  }

  @Override
  public float[] embed(String text) {
    try {
      return threads.submit(() -> network.embed(text).content().vector()).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the embedding network failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while embedding", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
