package io.colloquy.conversation.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Runs tasks one after the other, in the order in which they came, on threads of an executor. */
final class Mailbox implements Executor {

  private static final Logger LOG = Logger.getLogger(Mailbox.class);

  private final Executor threads;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  Mailbox(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    threads.execute(this::runAll);
  }

  /** How many tasks wait. */
  int backlog() {
    synchronized (tasks) {
      return tasks.size();
    }
  }

  private void runAll() {
    for (var task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a task failed", e);
      }
    }
  }

  private Runnable next() {
    synchronized (tasks) {
      var task = tasks.poll();
      running = task != null;
      return task;
    }
  }
}
