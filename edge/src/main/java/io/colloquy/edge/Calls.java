package io.colloquy.edge;

import io.colloquy.contracts.edge.ToEdge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The calls that this instance holds. Safe for use by many threads.
 *
 * @param <C> what the edge knows a call by
 */
public final class Calls<C extends HeldCall> {

  private final Map<String, C> byConversation = new ConcurrentHashMap<>();
  private final LongAdder strays = new LongAdder();

  public void add(C call) {
    byConversation.put(call.conversationId(), call);
  }

  public void remove(String conversationId) {
    byConversation.remove(conversationId);
    synchronized (byConversation) {
      byConversation.notifyAll();
    }
  }

  public int count() {
    return byConversation.size();
  }

  /** Messages for conversations that are not, or no longer, here. */
  public long strays() {
    return strays.sum();
  }

  /** Hands a message to its call; one for a call that is gone is counted. */
  public void dispatch(ToEdge message) {
    var call = byConversation.get(message.conversationId());
    if (call == null) {
      strays.increment();
    } else {
      call.fromOwner(message.output());
    }
  }

  /** Blocks until there is no call, for at most this long. */
  public void awaitNone(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    synchronized (byConversation) {
      long left = patience.toMillis();
      while (!byConversation.isEmpty() && left > 0) {
        byConversation.wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      }
    }
  }

  /** Does this with every call that there is now. */
  public void forEach(Consumer<C> deed) {
    byConversation.values().forEach(deed);
  }
}
