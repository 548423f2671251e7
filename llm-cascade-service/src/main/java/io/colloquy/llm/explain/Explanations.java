package io.colloquy.llm.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The last explanations of this instance; older ones are forgotten. Safe for many threads. */
public final class Explanations {

  private static final Logger LOG = Logger.getLogger(Explanations.class);

  private final int capacity;
  private final Deque<Explanation> latest = new ArrayDeque<>();
  private final Map<String, Explanation> byGeneration = new HashMap<>();

  /**
   * @param capacity each takes about 1 kB
   */
  public Explanations(int capacity) {
    this.capacity = capacity;
  }

  /** Keeps it, and says in the log what took more than one model. */
  public void add(Explanation explanation) {
    if (explanation.tookMoreThanOne()) {
      LOG.info(explanation.inWords());
    }
    synchronized (this) {
      Optional.ofNullable(byGeneration.put(explanation.generationId(), explanation))
          .ifPresent(latest::remove);
      latest.addLast(explanation);
      if (latest.size() > capacity) {
        var oldest = latest.removeFirst();
        byGeneration.remove(oldest.generationId());
      }
    }
  }

  public synchronized Optional<Explanation> of(String generationId) {
    return Optional.ofNullable(byGeneration.get(generationId));
  }

  /** In the order in which they ended. */
  public synchronized List<Explanation> ofConversation(String conversationId) {
    return latest.stream()
        .filter(explanation -> explanation.conversationId().equals(conversationId))
        .toList();
  }
}
