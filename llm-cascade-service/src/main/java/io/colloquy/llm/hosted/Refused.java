package io.colloquy.llm.hosted;

import java.io.IOException;
import java.net.http.HttpHeaders;

/** An answer of HTTP whose status is no success. */
final class Refused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient HttpHeaders headers;

  /**
   * @param body as the provider shaped it, perhaps cut
   */
  Refused(int status, HttpHeaders headers, String body) {
    super(body);
    this.status = status;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  HttpHeaders headers() {
    return headers;
  }
}
