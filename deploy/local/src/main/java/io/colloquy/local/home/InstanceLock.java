package io.colloquy.local.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Held while a Colloquy runs on a home. The operating system lets go of it when the process ends,
 * in whatever way.
 */
public final class InstanceLock implements AutoCloseable {

  private final FileChannel channel;

  private InstanceLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock; empty if another Colloquy runs on this home.
   *
   * @throws IOException if the home cannot be written
   */
  public static Optional<InstanceLock> take(Home home) throws IOException {
    Files.createDirectories(home.folder());
    var channel =
        FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel)) {
      return Optional.of(new InstanceLock(channel));
    }
    channel.close();
    return Optional.empty();
  }

  /**
   * True while a Colloquy runs on this home.
   *
   * @throws IOException if the lock cannot be tried
   */
  public static boolean isHeld(Home home) throws IOException {
    if (!Files.exists(home.lock())) {
      return false;
    }
    try (var channel = FileChannel.open(home.lock(), StandardOpenOption.WRITE)) {
      return !lock(channel);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
