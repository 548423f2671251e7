package io.colloquy.analysis.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps blobs under keys. Every method blocks, and fails with an {@link IOException} when the store
 * cannot be reached or refuses; what was asked for may then have been done nevertheless. Safe for
 * use by many threads. What was put can be read, listed and deleted at once by everybody.
 *
 * <p>A key is made of letters, digits, {@code . _ -} and {@code /}, and has no empty segment and
 * none of dots alone. It is at most 500 characters long.
 */
public interface BlobStore extends AutoCloseable {

  /** Stores the bytes under the key, in place of what was there. All or nothing is seen. */
  void put(String key, byte[] bytes) throws IOException;

  /** Stores what the file holds, without holding it in memory. */
  void put(String key, Path file) throws IOException;

  /** How many bytes a blob has; empty if there is none. */
  OptionalLong size(String key) throws IOException;

  /**
   * Opens a part of a blob as a stream, which the caller closes.
   *
   * @param from the first byte, from 0
   * @param length bytes; at least 1, and no more than there are from there on
   * @throws java.nio.file.NoSuchFileException if there is no such blob
   */
  InputStream open(String key, long from, long length) throws IOException;

  /** The whole of a small blob. */
  default byte[] read(String key) throws IOException {
    long size =
        size(key).orElseThrow(() -> new java.nio.file.NoSuchFileException("no blob " + key));
    if (size == 0) {
      return new byte[0];
    }
    try (var stream = open(key, 0, size)) {
      return stream.readAllBytes();
    }
  }

  /** The keys that begin with this, in the order of their characters. */
  List<String> list(String prefix) throws IOException;

  /** Removes a blob; nothing happens if there is none. */
  void delete(String key) throws IOException;

  /** Removes every blob whose key begins with this. */
  default void deleteAll(String prefix) throws IOException {
    for (var key : list(prefix)) {
      delete(key);
    }
  }

  @Override
  void close();
}
