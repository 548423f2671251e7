package io.colloquy.conversation.files;

import io.colloquy.contracts.llm.SentFile;
import io.colloquy.conversation.agents.Picture;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a file is, told by its bytes and never by what a client calls it.
 *
 * @param maxBytes that a file of this kind may have
 */
record FileKind(String mediaType, long maxBytes) {

  private static final long MIB = 1024 * 1024;
  private static final long MAX_OF_PICTURE = 10 * MIB;
  private static final long MAX_OF_PDF = 20 * MIB;
  private static final long MAX_OF_TEXT = MIB;

  /** That a file of any kind may have. */
  static final long MAX_BYTES = MAX_OF_PDF;

  private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  /** Readers of PDF look for its mark within so many bytes; in most files it comes first. */
  private static final int PDF_WITHIN = 1024;

  /** Empty for a file that no model is shown. */
  static Optional<FileKind> of(byte[] bytes) {
    return Picture.of(bytes)
        .map(picture -> new FileKind(picture.mediaType(), MAX_OF_PICTURE))
        .or(() -> isPdf(bytes) ? known(SentFile.PDF, MAX_OF_PDF) : Optional.empty())
        .or(() -> isText(bytes) ? known(SentFile.TEXT, MAX_OF_TEXT) : Optional.empty());
  }

  private static Optional<FileKind> known(String mediaType, long maxBytes) {
    return Optional.of(new FileKind(mediaType, maxBytes));
  }

  private static boolean isPdf(byte[] bytes) {
    for (int at = 0; at <= Math.min(PDF_WITHIN, bytes.length - PDF.length); at++) {
      if (Arrays.equals(bytes, at, at + PDF.length, PDF, 0, PDF.length)) {
        return true;
      }
    }
    return false;
  }

  /** UTF-8 with something to read in it, and without the control characters of binary formats. */
  private static boolean isText(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.chars().noneMatch(FileKind::isOfNoText)
          && text.chars().anyMatch(c -> !Character.isWhitespace(c));
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isOfNoText(int character) {
    return character < ' '
        && character != '\n'
        && character != '\r'
        && character != '\t'
        && character != '\f';
  }
}
