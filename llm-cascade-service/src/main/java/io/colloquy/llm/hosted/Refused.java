package io.colloquy.llm.hosted;

import java.io.IOException;

/** An answer of HTTP whose status is no success. */
final class Refused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param body as the provider shaped it, perhaps cut
   */
  Refused(int status, String body) {
    super(body);
    this.status = status;
  }

  int status() {
    return status;
  }
}
