package io.colloquy.edge;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.recording.RecordedPart;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Hands recorded parts of calls to {@code recordings} from a thread of its own, since a producer
 * may block while its broker is away. Parts for which there is no room are lost, so that a broker
 * that is away costs recordings and no call.
 */
public final class RecordingLink implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RecordingLink.class);

  /** Nobody waits for a recording: parts of many calls go together. */
  private static final Duration LINGER = Duration.ofMillis(50);

  /** Bytes of sound that may wait here for the broker. */
  private static final long CAPACITY = 64L * 1024 * 1024;

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final Sender sender;
  private final AtomicLong waiting = new AtomicLong();
  private final LongAdder lost = new LongAdder();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("recording-link").factory());

  public RecordingLink(String bootstrapServers) {
    sender = Sender.durable(bootstrapServers, LINGER);
  }

  /** Takes a part; from any thread, and at once. */
  public void take(RecordedPart part) {
    int size = part.size();
    if (thread.isShutdown() || waiting.get() + size > CAPACITY) {
      lost.increment();
      return;
    }
    waiting.addAndGet(size);
    thread.execute(() -> send(part, size));
  }

  private void send(RecordedPart part, int size) {
    var packet = RecordedPart.CODEC.encode(part);
    var _ =
        sender
            .send(Topics.RECORDINGS, part.conversationId(), packet)
            .whenComplete(
                (_, failure) -> {
                  waiting.addAndGet(-size);
                  if (failure != null) {
                    lost.increment();
                    LOG.warnf(
                        "a part of the recording of %s is lost: %s",
                        part.conversationId(), failure.toString());
                  }
                });
  }

  /** Bytes of sound that wait for the broker. */
  public long waiting() {
    return waiting.get();
  }

  /** Parts that could not be handed over. */
  public long lost() {
    return lost.sum();
  }

  /** Sends what waits, for up to a few seconds, then lets go. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warnf("%d parts of recordings are lost", thread.shutdownNow().size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }
}
