package io.colloquy.edge;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.FromEdge;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Hands messages to {@code audio.in} from a thread of its own, since a producer may block while its
 * broker is away. Keeps the order of each conversation.
 */
public final class OwnerLink implements Owner, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(OwnerLink.class);

  /** Some seconds of a thousand talking clients. */
  private static final int CAPACITY = 50_000;

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final Sender sender;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(CAPACITY),
          Thread.ofPlatform().name("owner-link").factory());

  public OwnerLink(String bootstrapServers) {
    sender = Sender.live(bootstrapServers);
  }

  @Override
  public void tell(FromEdge message, Consumer<Refusal> refused) {
    try {
      thread.execute(() -> send(message, refused));
    } catch (RejectedExecutionException e) {
      LOG.warnf("not handed over, %d messages wait already", thread.getQueue().size());
      refused.accept(Refusal.UNREACHABLE);
    }
  }

  private void send(FromEdge message, Consumer<Refusal> refused) {
    var packet = FromEdge.CODEC.encode(message);
    var _ =
        sender
            .send(Topics.AUDIO_IN, message.conversationId(), packet)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    LOG.warnf("%s not delivered: %s", message.conversationId(), failure.toString());
                    refused.accept(
                        failure instanceof RecordTooLargeException
                            ? Refusal.TOO_LARGE
                            : Refusal.UNREACHABLE);
                  }
                });
  }

  /** Sends what waits, for up to a few seconds, then lets go. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warnf("%d messages to owners are lost", thread.shutdownNow().size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }
}
