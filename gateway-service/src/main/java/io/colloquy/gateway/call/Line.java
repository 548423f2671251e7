package io.colloquy.gateway.call;

import io.colloquy.gateway.session.Ending;

/** The socket to one client. */
public interface Line {

  /**
   * Sends one text frame.
   *
   * @param taken run on the call's own thread once the frame has left this process. Never run when
   *     the socket breaks.
   */
  void send(String frame, Runnable taken);

  /** Sends a close frame. */
  void close(Ending ending);

  /** Drops the connection at once, even if its client takes nothing any more. */
  void cut();
}
