package io.colloquy.bus;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/** A service may start before its broker: what is asked at the start is asked until it answers. */
final class Retry {

  private static final Logger LOG = Logger.getLogger(Retry.class);

  /**
   * Blocks until the broker answers. Waking the consumer ends that with its WakeupException.
   *
   * @param question waits for an answer by itself, for a bounded time
   */
  static <A> A untilAnswered(String topic, Supplier<A> question) {
    while (true) {
      try {
        return question.get();
      } catch (RetriableException e) {
        LOG.warnf("no answer about %s yet: %s", topic, e.getMessage());
      }
    }
  }

  private Retry() {}
}
