package io.colloquy.conversation.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * What a server gave out.
 *
 * @param expiresAt empty if the server does not say: then it holds until it is refused
 * @param refreshToken a new one in the place of the old
 */
record Token(String value, Optional<Instant> expiresAt, Optional<String> refreshToken) {

  /** Keeps the token out of logs. */
  @Override
  public String toString() {
    return "Token";
  }
}
