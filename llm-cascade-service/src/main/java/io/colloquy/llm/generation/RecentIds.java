package io.colloquy.llm.generation;

import java.util.LinkedHashSet;

/** The last ids that were put in, up to a number of them; older ones are forgotten. */
final class RecentIds {

  private final int capacity;
  private final LinkedHashSet<String> ids = new LinkedHashSet<>();

  RecentIds(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(String id) {
    ids.addLast(id);
    if (ids.size() > capacity) {
      var _ = ids.removeFirst();
    }
  }

  synchronized boolean contains(String id) {
    return ids.contains(id);
  }
}
