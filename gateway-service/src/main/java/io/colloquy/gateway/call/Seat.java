package io.colloquy.gateway.call;

import io.colloquy.gateway.session.Ending;
import java.util.function.Consumer;

/** What a call takes up of what its workspace may have at once. Must not block. */
public interface Seat {

  /**
   * The client said how it wants to talk.
   *
   * @param textOnly whether nothing will be spoken
   * @param refused told, on any thread, if there is no room for that
   */
  void begin(boolean textOnly, Consumer<Ending> refused);

  /** The call is over. */
  void leave();
}
