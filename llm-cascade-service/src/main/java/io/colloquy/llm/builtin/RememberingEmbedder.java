package io.colloquy.llm.builtin;

import java.util.LinkedHashMap;
import java.util.Map;

/** Embeds each text once, as long as it is among the last ones that were asked for. */
public final class RememberingEmbedder implements Embedder {

  private final Embedder embedder;
  private final Map<String, float[]> vectors;

  public RememberingEmbedder(Embedder embedder, int capacity) {
    this.embedder = embedder;
    this.vectors =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > capacity;
          }
        };
  }

  @Override
  public float[] embed(String text) {
    synchronized (vectors) {
      var known = vectors.get(text);
      if (known != null) {
        return known;
      }
    }
    var fresh = embedder.embed(text);
    synchronized (vectors) {
      vectors.put(text, fresh);
    }
    return fresh;
  }
}
