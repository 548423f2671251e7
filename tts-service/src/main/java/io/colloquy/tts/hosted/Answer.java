package io.colloquy.tts.hosted;

import io.colloquy.tts.voice.SynthesisFailure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, part by part as it comes; never more than one part is kept in advance.
 * Read by one thread, closed by any.
 */
final class Answer implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  private sealed interface Event {
    record Part(List<ByteBuffer> buffers) implements Event {}

    record End() implements Event {}

    record Broken(Throwable reason) implements Event {}
  }

  private final Account account;
  private final long begunNanos;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private Flow.Subscription subscription;
  private boolean closed;
  private long firstNanos;
  private boolean begun;

  /**
   * @param begunNanos when the request was sent, on the scale of {@link System#nanoTime}
   */
  Answer(Account account, long begunNanos) {
    this.account = account;
    this.begunNanos = begunNanos;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription offered) {
    subscription = offered;
    if (closed) {
      offered.cancel();
    } else {
      offered.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event.Part(buffers));
  }

  @Override
  public void onError(Throwable reason) {
    events.add(new Event.Broken(reason));
  }

  @Override
  public void onComplete() {
    events.add(new Event.End());
  }

  /**
   * Waits for the next bytes; empty at the end.
   *
   * @param soundMs how much sound has come by now
   * @throws SynthesisFailure if the answer breaks off, falls behind or stands still
   */
  Optional<byte[]> read(double soundMs) {
    return switch (await(soundMs)) {
      case Event.End _ -> Optional.empty();
      case Event.Broken broken ->
          throw new SynthesisFailure(account.provider() + " breaks off", broken.reason());
      case Event.Part part -> {
        if (!begun) {
          begun = true;
          firstNanos = System.nanoTime();
        }
        requestNext();
        yield Optional.of(joined(part.buffers()));
      }
    };
  }

  private Event await(double soundMs) {
    try {
      var event = events.poll(patienceNanos(soundMs), TimeUnit.NANOSECONDS);
      if (event == null) {
        close();
        throw new SynthesisFailure(
            account.provider() + (begun ? " falls behind" : " does not begin to speak"));
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new SynthesisFailure("interrupted while " + account.provider() + " spoke", e);
    }
  }

  private long patienceNanos(double soundMs) {
    long now = System.nanoTime();
    var patience = account.patience();
    if (!begun) {
      return begunNanos + patience.firstByte().toNanos() - now;
    }
    long heard = firstNanos + Duration.ofNanos((long) (soundMs * 1e6)).toNanos();
    return Math.min(heard + patience.stall().toNanos() - now, patience.idle().toNanos());
  }

  private synchronized void requestNext() {
    if (!closed) {
      subscription.request(1);
    }
  }

  private static byte[] joined(List<ByteBuffer> buffers) {
    byte[] all = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
    int at = 0;
    for (var buffer : buffers) {
      int count = buffer.remaining();
      buffer.get(all, at, count);
      at += count;
    }
    return all;
  }

  /** Closes the connection, unless the answer has been read to its end. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      events.add(new Event.Broken(null));
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }
}
