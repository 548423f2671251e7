package io.colloquy.conversation.session;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Takes a conversation's audio to its ears, which are opened with the first frame and work on
 * threads of their own: recognition must not hold up control messages.
 *
 * <p>A machine that cannot keep up drops the newest frames instead of falling ever further behind.
 */
final class AudioIntake {

  /** About 8 s of 32 ms frames. */
  private static final int LONGEST_BACKLOG = 256;

  /**
   * What hears one conversation: raw bytes in the client's format, in the order in which they came.
   */
  interface Ear extends AutoCloseable {
    void hear(byte[] samples);

    @Override
    void close();
  }

  private final Mailbox mailbox;
  private Supplier<Ear> opening;
  private final Runnable onDrop;
  private Optional<Ear> ear = Optional.empty();
  private boolean closed;

  AudioIntake(Executor threads, Supplier<Ear> opening, Runnable onDrop) {
    this.mailbox = new Mailbox(threads);
    this.opening = opening;
    this.onDrop = onDrop;
  }

  void hear(byte[] samples) {
    if (mailbox.backlog() >= LONGEST_BACKLOG) {
      onDrop.run();
      return;
    }
    mailbox.execute(() -> hearNow(samples));
  }

  private void hearNow(byte[] samples) {
    if (closed) {
      return;
    }
    if (ear.isEmpty()) {
      ear = Optional.of(opening.get());
    }
    ear.get().hear(samples);
  }

  /** Hears with other ears from the next frame on. What the old ones had begun is forgotten. */
  void listenWith(Supplier<Ear> other) {
    mailbox.execute(
        () -> {
          opening = other;
          ear.ifPresent(Ear::close);
          ear = Optional.empty();
        });
  }

  /** Frees the ears after what has been taken in; nothing more is heard. */
  void close() {
    mailbox.execute(
        () -> {
          closed = true;
          ear.ifPresent(Ear::close);
          ear = Optional.empty();
        });
  }
}
