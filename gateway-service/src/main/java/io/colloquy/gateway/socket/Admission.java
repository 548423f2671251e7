package io.colloquy.gateway.socket;

import io.colloquy.gateway.session.Caller;
import io.colloquy.gateway.session.Ending;

/** Whether a client may have a conversation. Decided before the handshake is answered. */
public sealed interface Admission {

  record Admitted(Caller caller) implements Admission {}

  /**
   * The handshake succeeds all the same, since a browser shows its page only how a socket was
   * closed, never why a handshake failed.
   */
  record Refused(Ending ending) implements Admission {}
}
