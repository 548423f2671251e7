package io.colloquy.conversation.knowledge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Finds out what a zipped document holds before a parser is let near it. */
final class Unpacking {

  private static final int MOST_ENTRIES = 10_000;

  /**
   * Unpacks everything to nowhere; the sizes that an archive states may be lies.
   *
   * @param maxBytes that all entries may have together
   * @throws Unreadable if it is damaged or too large
   */
  static void check(Path archive, long maxBytes) {
    var buffer = new byte[65_536];
    long left = maxBytes;
    try (var zip = new ZipFile(archive.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw new Unreadable("The file holds too many parts.");
      }
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        try (var entry = zip.getInputStream(entries.nextElement())) {
          for (int read = entry.read(buffer); read >= 0; read = entry.read(buffer)) {
            left -= read;
            if (left < 0) {
              throw new Unreadable("The file is too large when it is unpacked.");
            }
          }
        }
      }
    } catch (IOException e) {
      throw new Unreadable("The file is damaged and cannot be read.", e);
    }
  }

  private Unpacking() {}
}
