package io.colloquy.conversation.auth;

/** A connection gives no access. The message says why, and holds no secret. */
public final class NotAuthorized extends Exception {

  private static final long serialVersionUID = 1L;

  NotAuthorized(String message) {
    super(message);
  }
}
