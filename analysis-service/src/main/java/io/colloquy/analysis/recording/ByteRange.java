package io.colloquy.analysis.recording;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of a file a request wants (RFC 9110, section 14).
 *
 * @param from the first byte, from 0
 * @param length bytes; 0 if the file has nothing of what is wanted
 */
record ByteRange(long from, long length) {

  /** One range of at most 18 digits; others are answered with the whole, which is allowed. */
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Empty if the whole is wanted, or what is wanted cannot be understood. */
  static Optional<ByteRange> of(String header, long size) {
    var range = ONE.matcher(header.strip());
    if (!range.matches()) {
      return Optional.empty();
    }
    var first = range.group(1);
    var last = range.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? Optional.empty() : Optional.of(tail(Long.parseLong(last), size));
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(last);
    return to < from ? Optional.empty() : Optional.of(between(from, to, size));
  }

  private static ByteRange tail(long length, long size) {
    long some = Math.min(length, size);
    return new ByteRange(size - some, some);
  }

  private static ByteRange between(long from, long to, long size) {
    return new ByteRange(from, Math.max(0, Math.min(to + 1, size) - from));
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** As {@code Content-Range} tells it. */
  String of(long size) {
    return isEmpty()
        ? "bytes */" + size
        : "bytes %d-%d/%d".formatted(from, from + length - 1, size);
  }
}
