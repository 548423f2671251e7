package io.colloquy.conversation.knowledge;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Vectors of the indexes that were asked last, as many as fit. May be used by many threads. */
final class RememberedVectors {

  private final Map<Key, List<float[]>> remembered = new LinkedHashMap<>(16, 0.75f, true);
  private final long maxBytes;
  private long bytes;

  /** An index that is computed anew has other vectors. */
  private record Key(String indexId, int attempt) {}

  RememberedVectors(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized Optional<List<float[]>> of(Index index) {
    return Optional.ofNullable(remembered.get(key(index)));
  }

  synchronized void remember(Index index, List<float[]> vectors) {
    var before = remembered.put(key(index), vectors);
    bytes += bytes(vectors) - (before == null ? 0 : bytes(before));
    Iterator<List<float[]>> oldest = remembered.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= bytes(oldest.next());
      oldest.remove();
    }
  }

  private static Key key(Index index) {
    return new Key(index.id(), index.attempt());
  }

  private static long bytes(List<float[]> vectors) {
    return vectors.stream().mapToLong(vector -> (long) vector.length * Float.BYTES).sum();
  }
}
