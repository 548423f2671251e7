package io.colloquy.tts.pieces;

import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.contracts.speech.SpeechRequest.Cancel;
import io.colloquy.contracts.speech.SpeechRequest.Speak;
import io.colloquy.tts.pieces.SpeechObserver.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Takes requests and has them spoken by a fixed number of threads.
 *
 * <p>Pieces of one conversation are spoken one after the other, in the order in which they came. A
 * worker speaks one piece of a conversation, then turns to the conversation that waits longest, so
 * that a long answer in one call does not hold up the others. No step here looks at all
 * conversations.
 *
 * <pre>
 *   speak ──▶ refused: expired, overloaded, stopping      ──▶ Failed
 *         ──▶ dropped: cancelled before, or seen before   (no word: nobody waits for it)
 *         ──▶ waiting ──▶ spoken                          ──▶ Chunk* Finished | Chunk* Failed
 *                 │          │
 *                 └── cancel ┘                            (no further word)
 * </pre>
 *
 * <p>A cancellation is remembered for as long as a piece that was sent before it can still arrive
 * and be young enough to be spoken; then the conversation is forgotten.
 */
public final class SpeechDesk implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(SpeechDesk.class);

  /**
   * How much is taken on.
   *
   * @param workers threads that synthesise
   * @param waiting pieces that may wait in all
   * @param waitingPerConversation pieces that may wait in one conversation
   * @param expiry a request older than this is not spoken any more
   * @param drain how long {@link SpeechDesk#close} goes on speaking what was taken
   */
  public record Limits(
      int workers, int waiting, int waitingPerConversation, Duration expiry, Duration drain) {}

  private record Job(Line line, Piece piece) {}

  private record Rest(Line line, long sinceMs) {}

  private final Limits limits;
  private final Clock clock;
  private final PieceSpeaker speaker;
  private final SpeechObserver observer;
  private final List<Thread> workers = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Line> lines = new HashMap<>();
  private final Deque<Line> calledUp = new ArrayDeque<>();
  private final Deque<Rest> resting = new ArrayDeque<>();
  private int waiting;
  private int speaking;
  private boolean open = true;
  private boolean stopped;

  /** Starts the workers. */
  public SpeechDesk(Limits limits, Clock clock, PieceSpeaker speaker, SpeechObserver observer) {
    this.limits = limits;
    this.clock = clock;
    this.speaker = speaker;
    this.observer = observer;
    for (int i = 0; i < limits.workers(); i++) {
      workers.add(Thread.ofPlatform().name("speech-" + i).start(this::work));
    }
  }

  /** Takes a request; does not wait for it to be spoken. */
  public void accept(SpeechRequest request) {
    accept(request, SpeechObserver.NONE);
  }

  /**
   * Takes a request; does not wait for it to be spoken.
   *
   * @param watching sees what becomes of this piece
   */
  public void accept(SpeechRequest request, SpeechObserver watching) {
    switch (request) {
      case Speak speak -> {
        var piece = new Piece(speak, watching);
        take(piece).ifPresent(reason -> speaker.refuse(piece, reason));
      }
      case Cancel cancel -> cancel(cancel);
    }
  }

  /** Pieces that wait for a worker. */
  public int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Conversations that are remembered. */
  int remembered() {
    lock.lock();
    try {
      return lines.size();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Reason> take(Piece piece) {
    var request = piece.request();
    lock.lock();
    try {
      forgetRested();
      if (!open) {
        return Optional.of(Reason.STOPPING);
      }
      if (isExpired(request)) {
        return Optional.of(Reason.EXPIRED);
      }
      var line = lines.computeIfAbsent(request.conversationId(), Line::new);
      if (line.isCancelled(request.eventId()) || line.hasSeen(request)) {
        dropped(piece);
        return Optional.empty();
      }
      if (waiting >= limits.waiting() || line.length() >= limits.waitingPerConversation()) {
        rest(line);
        return Optional.of(Reason.OVERLOADED);
      }
      line.add(piece);
      waiting++;
      callUp(line);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Cancel request) {
    lock.lock();
    try {
      forgetRested();
      var line = lines.computeIfAbsent(request.conversationId(), Line::new);
      var gone = line.cancelThrough(request.eventId());
      waiting -= gone.size();
      gone.forEach(this::dropped);
      rest(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void dropped(Piece piece) {
    observer.and(piece.observer()).dropped();
  }

  private boolean isExpired(Speak request) {
    return clock.millis() - request.createdAtMs() > limits.expiry().toMillis();
  }

  private void work() {
    for (var job = next(); job.isPresent(); job = next()) {
      var piece = job.get().piece();
      try {
        if (isExpired(piece.request())) {
          speaker.refuse(piece, Reason.EXPIRED);
        } else {
          speaker.speak(piece);
        }
      } catch (RuntimeException e) {
        LOG.errorf(e, "a piece of %s was lost", piece.request().conversationId());
      } finally {
        done(job.get().line());
      }
    }
  }

  /** Waits for a line with a piece to speak and begins that piece; empty when all is over. */
  private Optional<Job> next() {
    lock.lock();
    try {
      var job = beginFirst();
      while (job.isEmpty() && !stopped) {
        changed.awaitUninterruptibly();
        job = beginFirst();
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Job> beginFirst() {
    while (!calledUp.isEmpty()) {
      var line = calledUp.pollFirst();
      var piece = line.begin();
      if (piece.isPresent()) {
        waiting--;
        speaking++;
        return Optional.of(new Job(line, piece.get()));
      }
    }
    return Optional.empty();
  }

  private void done(Line line) {
    lock.lock();
    try {
      line.end();
      speaking--;
      callUp(line);
      rest(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void callUp(Line line) {
    if (line.callUp()) {
      calledUp.addLast(line);
      changed.signalAll();
    }
  }

  private void rest(Line line) {
    if (line.isIdle()) {
      long now = clock.millis();
      line.restSince(now);
      resting.addLast(new Rest(line, now));
    }
  }

  /** Twice the expiry, for clocks of other machines that go ahead of ours. */
  private void forgetRested() {
    long longAgo = clock.millis() - 2 * limits.expiry().toMillis();
    while (!resting.isEmpty() && resting.peekFirst().sinceMs() < longAgo) {
      var rest = resting.pollFirst();
      if (rest.line().restsSince(rest.sinceMs())) {
        lines.remove(rest.line().conversationId(), rest.line());
      }
    }
  }

  /** Takes nothing more, speaks what was taken for a while, then fails the rest. */
  @Override
  public void close() {
    for (var piece : drain()) {
      speaker.refuse(piece, Reason.STOPPING);
    }
    try {
      for (var worker : workers) {
        if (!worker.join(limits.drain())) {
          LOG.warnf("%s still speaks", worker.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Piece> drain() {
    lock.lock();
    try {
      open = false;
      long left = limits.drain().toNanos();
      while (waiting + speaking > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return stop();
  }

  private List<Piece> stop() {
    lock.lock();
    try {
      stopped = true;
      var abandoned = lines.values().stream().flatMap(line -> line.abandon().stream()).toList();
      waiting = 0;
      calledUp.clear();
      changed.signalAll();
      return abandoned;
    } finally {
      lock.unlock();
    }
  }
}
