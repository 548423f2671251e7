package io.colloquy.gateway.socket;

import io.colloquy.gateway.capacity.Place;
import io.colloquy.gateway.session.Caller;
import io.colloquy.gateway.session.Ending;

/** Whether a client may have a conversation. Decided before the handshake is answered. */
public sealed interface Admission {

  /**
   * @param place what the conversation takes up; to be claimed when the socket is open
   */
  record Admitted(Caller caller, String conversationId, Place place) implements Admission {}

  /**
   * The handshake succeeds all the same, since a browser shows its page only how a socket was
   * closed, never why a handshake failed.
   */
  record Refused(Ending ending) implements Admission {}
}
