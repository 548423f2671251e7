package io.colloquy.llm.files;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was fetched lately: the next turn of a conversation shows its model the same files again.
 * Bounded in bytes and in time. May be used by many threads.
 */
public final class RememberedFiles {

  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final long maxBytes;
  private final Duration unused;
  private final InstantSource clock;
  private long bytes;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(byte[] bytes, Instant usedAt) {}

  /**
   * @param maxBytes of all together
   * @param unused after which something is forgotten
   */
  public RememberedFiles(long maxBytes, Duration unused, InstantSource clock) {
    this.maxBytes = maxBytes;
    this.unused = unused;
    this.clock = clock;
  }

  synchronized Optional<byte[]> get(String key) {
    var entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    entries.put(key, new Entry(entry.bytes(), clock.instant()));
    return Optional.of(entry.bytes());
  }

  synchronized void put(String key, byte[] content) {
    forget(key);
    entries.put(key, new Entry(content, clock.instant()));
    bytes += content.length;
    while (bytes > maxBytes) {
      forget(entries.keySet().iterator().next());
    }
  }

  synchronized void forget(String key) {
    var entry = entries.remove(key);
    if (entry != null) {
      bytes -= entry.bytes().length;
    }
  }

  /** To be called now and then. */
  public synchronized void forgetUnused() {
    var oldest = clock.instant().minus(unused);
    entries.entrySet().stream()
        .filter(entry -> entry.getValue().usedAt().isBefore(oldest))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::forget);
  }

  synchronized long bytes() {
    return bytes;
  }
}
