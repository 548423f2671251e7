package io.colloquy.analysis.blobs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Blobs as files of a folder. A blob is written beside its place and moved there when it is safe on
 * the disk.
 */
public final class FolderStore implements BlobStore {

  /** What is being written; no key ends like this, since none holds a tilde. */
  private static final String UNFINISHED = "~";

  private final Path root;

  /**
   * @param root is made when the first blob is put
   */
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void put(String key, byte[] bytes) throws IOException {
    place(key, file -> Files.write(file, bytes));
  }

  @Override
  public void put(String key, Path source) throws IOException {
    place(key, file -> Files.copy(source, file));
  }

  private interface Writing {
    void into(Path file) throws IOException;
  }

  private void place(String key, Writing writing) throws IOException {
    var file = file(key);
    Files.createDirectories(file.getParent());
    var unfinished = file.resolveSibling(UUID.randomUUID() + UNFINISHED);
    try {
      writing.into(unfinished);
      try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    try {
      return OptionalLong.of(Files.size(file(key)));
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(String key, long from, long length) throws IOException {
    var channel = FileChannel.open(file(key), StandardOpenOption.READ);
    return new Bounded(Channels.newInputStream(channel.position(from)), length);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    // All keys with the prefix are in the folder up to its last separator.
    var folder = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!folder.normalize().startsWith(root) || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(key -> key.startsWith(prefix) && !key.endsWith(UNFINISHED))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(file(key));
  }

  /** Empty folders are left behind only until their last blob goes. */
  @Override
  public void deleteAll(String prefix) throws IOException {
    BlobStore.super.deleteAll(prefix);
    if (prefix.endsWith("/")) {
      tidy(root.resolve(prefix));
    }
  }

  private static void tidy(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> children = Files.walk(folder)) {
      for (var child : children.sorted((a, b) -> b.compareTo(a)).toList()) {
        if (Files.isDirectory(child) && isEmpty(child)) {
          Files.deleteIfExists(child);
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  private Path file(String key) {
    return root.resolve(Keys.checked(key));
  }

  @Override
  public void close() {
    // Holds nothing open.
  }

  /** The first bytes of a stream. */
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = super.read();
      left -= read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = super.read(bytes, from, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(super.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
