package io.colloquy.llm.files;

import io.colloquy.contracts.llm.SentFile;
import java.util.Set;

/**
 * Which files a model is shown as they are.
 *
 * @param maxBytesOfPicture that one picture may have
 * @param maxBytesTogether that all of one question may have
 */
public record Accepted(Set<String> mediaTypes, long maxBytesOfPicture, long maxBytesTogether) {

  public static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

  /** Those that move are refused by some providers, with the whole question. */
  public static final Set<String> STILL_PICTURES = Set.of("image/png", "image/jpeg", "image/webp");

  /** A model that reads words only. */
  public static final Accepted NOTHING = new Accepted(Set.of(), 0, 0);

  public Accepted {
    mediaTypes = Set.copyOf(mediaTypes);
  }

  boolean takes(SentFile file) {
    return mediaTypes.contains(file.mediaType());
  }

  boolean hasRoomFor(SentFile file, long taken) {
    boolean fits = !file.isImage() || file.bytes() <= maxBytesOfPicture;
    return fits && taken + file.bytes() <= maxBytesTogether;
  }
}
