package io.colloquy.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started so far, to be closed once, in the reverse order. The start and the close may
 * meet: a part that comes too late is closed at once.
 */
final class Parts implements AutoCloseable {

  /** Told which part cannot be closed, and why. */
  interface Complaint {
    void about(AutoCloseable part, Exception reason);
  }

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Complaint complaint;
  private boolean closed;

  Parts(Complaint complaint) {
    this.complaint = complaint;
  }

  /**
   * @throws StartFailure if everything is being closed
   */
  synchronized <T extends AutoCloseable> T add(T part) throws StartFailure {
    if (closed) {
      close(part);
      throw new StartFailure("stopped while starting");
    }
    parts.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!parts.isEmpty()) {
      close(parts.pop());
    }
  }

  private void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      complaint.about(part, e);
    }
  }
}
