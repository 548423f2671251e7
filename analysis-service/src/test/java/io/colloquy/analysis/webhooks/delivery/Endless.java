package io.colloquy.analysis.webhooks.delivery;

import java.io.InputStream;
import java.util.Arrays;

/** A recording that has no end. */
final class Endless extends InputStream {
  @Override
  public int read() {
    return 7;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    Arrays.fill(bytes, offset, offset + length, (byte) 7);
    return length;
  }
}
