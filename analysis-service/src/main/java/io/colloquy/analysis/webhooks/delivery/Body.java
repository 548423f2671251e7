package io.colloquy.analysis.webhooks.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.OptionalLong;

/** What is sent: the same bytes each time that it is read. */
public sealed interface Body {

  /** Takes bytes in their order; they are its own only during the call. */
  @FunctionalInterface
  interface Sink {
    void take(byte[] bytes, int offset, int length) throws IOException;
  }

  /** Reads it from the beginning. Blocks. */
  void readTo(Sink sink) throws IOException;

  /** In bytes; empty if it is known at the end only, and sent in chunks. */
  OptionalLong length();

  /** Bytes in memory. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Whole(byte[] bytes) implements Body {
    @Override
    public void readTo(Sink sink) throws IOException {
      sink.take(bytes, 0, bytes.length);
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.of(bytes.length);
    }
  }

  /** A body that has been read before: its end is given out only if it is still the same. */
  record Same(Body body, String sha256) implements Body {
    @Override
    public void readTo(Sink sink) throws IOException {
      var digest = Digests.sha256();
      var held = new byte[][] {new byte[0]};
      body.readTo(
          (bytes, offset, length) -> {
            digest.update(bytes, offset, length);
            sink.take(held[0], 0, held[0].length);
            held[0] = Arrays.copyOfRange(bytes, offset, offset + length);
          });
      if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
        throw new IOException("what is sent is not what was signed");
      }
      sink.take(held[0], 0, held[0].length);
    }

    @Override
    public OptionalLong length() {
      return body.length();
    }
  }

  /** A recording in base64 between two texts, however long, in pieces. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Enclosed(byte[] before, Recording recording, byte[] after) implements Body {

    /** What is read at once; a multiple of three, so that only the last piece is padded. */
    private static final int PIECE = 48 * 1024;

    @Override
    public void readTo(Sink sink) throws IOException {
      sink.take(before, 0, before.length);
      try (var audio = recording.open()) {
        for (var piece = audio.readNBytes(PIECE);
            piece.length > 0;
            piece = audio.readNBytes(PIECE)) {
          var text = Base64.getEncoder().encode(piece);
          sink.take(text, 0, text.length);
        }
      }
      sink.take(after, 0, after.length);
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }
  }

  /** Opens the same bytes each time. */
  @FunctionalInterface
  interface Recording {
    /**
     * @throws Gone if there is none any more
     */
    InputStream open() throws IOException;
  }

  /** What was to be sent is not there any more. */
  final class Gone extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
