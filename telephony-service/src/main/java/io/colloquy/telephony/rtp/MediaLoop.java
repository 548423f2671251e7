package io.colloquy.telephony.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A thread that serves many calls: packets as they arrive, and each call's frame every 20 ms. The
 * 20 ms are cut into slots of 1 ms, and a call stays in the slot that was emptiest when it came:
 * what is due at one time stays small, and a call costs the same however many there are.
 *
 * <p>Deadlines are absolute. A thread that was held up catches up with what is at most 100 ms old;
 * what is older is given up, because nobody could use it any more.
 */
final class MediaLoop implements Runnable, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(MediaLoop.class.getName());
  private static final int SLOTS = 20;
  private static final long SLOT_NANOS = 1_000_000;
  private static final int CATCH_UP_SLOTS = 100;

  private final Selector selector;
  private final List<List<RtpPort>> slots = new ArrayList<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Thread thread;
  private final long epoch = System.nanoTime();
  private long slot;
  private volatile boolean closed;

  MediaLoop(int number) {
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new ArrayList<>());
    }
    this.thread = Thread.ofPlatform().name("media-" + number).daemon().unstarted(this);
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  /** How many calls it serves. */
  int calls() {
    return calls.get();
  }

  /** Runs this on the loop's thread, soon. */
  void run(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** On the loop's thread: from now on this call has its frame every 20 ms. */
  void serve(RtpPort port) {
    List<RtpPort> emptiest = slots.getFirst();
    for (List<RtpPort> candidate : slots) {
      if (candidate.size() < emptiest.size()) {
        emptiest = candidate;
      }
    }
    emptiest.add(port);
  }

  /** On the loop's thread. */
  void leave(RtpPort port) {
    for (List<RtpPort> candidate : slots) {
      candidate.remove(port);
    }
  }

  void counted(int change) {
    calls.addAndGet(change);
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        turn();
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.SEVERE, "a media thread stumbled", e);
      }
    }
  }

  private void turn() throws IOException {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    long wait = runDue();
    if (wait > 0) {
      selector.select(this::ready, wait);
    } else {
      selector.selectNow(this::ready);
    }
  }

  /** Runs what is due; answers how many ms there are until something is again. */
  private long runDue() {
    long now = (System.nanoTime() - epoch) / SLOT_NANOS;
    if (now - slot > CATCH_UP_SLOTS) {
      slot += (now - slot) / SLOTS * SLOTS;
    }
    for (; slot <= now; slot++) {
      List<RtpPort> due = slots.get((int) (slot % SLOTS));
      for (int i = 0; i < due.size(); i++) {
        due.get(i).tick(System.nanoTime());
      }
    }
    for (int ahead = 0; ahead < SLOTS; ahead++) {
      if (!slots.get((int) ((slot + ahead) % SLOTS)).isEmpty()) {
        long due = epoch + (slot + ahead) * SLOT_NANOS;
        return (due - System.nanoTime() + SLOT_NANOS - 1) / SLOT_NANOS;
      }
    }
    return Long.MAX_VALUE / SLOT_NANOS;
  }

  private void ready(SelectionKey key) {
    if (key.isValid() && key.isReadable()) {
      ((Runnable) key.attachment()).run();
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.FINE, "a selector did not close", e);
    }
  }
}
