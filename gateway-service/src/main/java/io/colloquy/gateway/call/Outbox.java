package io.colloquy.gateway.call;

import io.colloquy.gateway.session.Ending;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What waits to be sent to one client. The next frame is handed to the socket when it has taken the
 * last one, so that all that waits, waits here and can be bounded, shed and dropped.
 */
public final class Outbox {

  /**
   * @param shedAbove with more than this many characters waiting, tentative transcripts and voice
   *     activity scores are thrown away
   * @param capacity the most characters that may wait
   */
  public record Limits(int shedAbove, int capacity) {
    public static Limits defaults() {
      return new Limits(256 * 1024, 4 * 1024 * 1024);
    }
  }

  /** What may happen to a frame that waits. */
  public sealed interface Kind {
    /** Is sent in any case. */
    record Vital() implements Kind {}

    /** Is worth nothing when it is late. */
    record Fleeting() implements Kind {}

    /** Speech of this turn: goes when the turn is interrupted. */
    record Speech(int eventId) implements Kind {}
  }

  private record Waiting(Kind kind, String frame, Runnable leaving) {}

  private final Line line;
  private final Limits limits;
  private final Witness witness;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long queuedChars;
  private boolean sending;
  private boolean held;
  private boolean pumping;
  private Optional<Ending> ending = Optional.empty();
  private boolean closed;

  public Outbox(Line line, Limits limits, Witness witness) {
    this.line = line;
    this.limits = limits;
    this.witness = witness;
  }

  /**
   * @return false if there is no room: the client stays too far behind
   */
  public boolean offer(Kind kind, String frame) {
    return offer(kind, frame, () -> {});
  }

  /**
   * @param leaving run when the frame's turn has come; never if it is dropped before
   * @return false if there is no room: the client stays too far behind
   */
  public boolean offer(Kind kind, String frame, Runnable leaving) {
    if (ending.isPresent()) {
      return true;
    }
    if (queuedChars + frame.length() > limits.shedAbove() && shed(kind)) {
      return true;
    }
    if (queuedChars + frame.length() > limits.capacity()) {
      return false;
    }
    queue.add(new Waiting(kind, frame, leaving));
    queuedChars += frame.length();
    sendNext();
    return true;
  }

  /**
   * @return true if the new frame itself was shed
   */
  private boolean shed(Kind arriving) {
    drop(kind -> kind instanceof Kind.Fleeting, true);
    if (arriving instanceof Kind.Fleeting) {
      witness.shed();
      return true;
    }
    return false;
  }

  public void hold() {
    held = true;
  }

  public void release() {
    held = false;
    sendNext();
  }

  /** Throws away waiting speech of these turns. */
  public void dropSpeech(int upToEventId) {
    drop(kind -> kind instanceof Kind.Speech(int id) && id <= upToEventId, false);
  }

  public void discard() {
    queue.clear();
    queuedChars = 0;
  }

  /** Closes the line after what waits. Nothing can be offered any more. */
  public void close(Ending reason) {
    if (ending.isEmpty()) {
      ending = Optional.of(reason);
      sendNext();
    }
  }

  long queuedChars() {
    return queuedChars;
  }

  private void drop(Predicate<Kind> which, boolean counted) {
    for (var waiting = queue.iterator(); waiting.hasNext(); ) {
      var candidate = waiting.next();
      if (which.test(candidate.kind())) {
        waiting.remove();
        queuedChars -= candidate.frame().length();
        if (counted) {
          witness.shed();
        }
      }
    }
  }

  /** A loop, since the line may take a frame at once, within {@link Line#send}. */
  private void sendNext() {
    if (pumping) {
      return;
    }
    pumping = true;
    while (!sending && !held && !closed && sendOne()) {
      // goes on while the line takes at once
    }
    pumping = false;
  }

  private boolean sendOne() {
    var next = queue.poll();
    if (next != null) {
      queuedChars -= next.frame().length();
      sending = true;
      witness.frameOut(next.frame().length());
      next.leaving().run();
      line.send(next.frame(), this::taken);
      return true;
    }
    if (ending.isPresent()) {
      closed = true;
      line.close(ending.get());
    }
    return false;
  }

  private void taken() {
    sending = false;
    sendNext();
  }
}
