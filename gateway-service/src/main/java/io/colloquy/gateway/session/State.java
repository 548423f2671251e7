package io.colloquy.gateway.session;

/** Where a session stands. The diagram is at {@link Session}. */
public sealed interface State {

  /** The socket is open; the client has not said how it wants to talk. */
  record AwaitingInitiation() implements State {}

  /** The owner was asked to start the conversation. */
  record Opening() implements State {}

  /** The metadata frame is out; everything else waits until it has travelled alone. */
  record Settling() implements State {}

  record Live() implements State {}

  /** What is queued goes out, then the close frame; the socket is about to go. */
  record Closing(Ending ending) implements State {}

  record Closed() implements State {}

  /** True while the owner holds this conversation for us. */
  default boolean isHeldByOwner() {
    return this instanceof Opening || this instanceof Settling || this instanceof Live;
  }

  default boolean isOver() {
    return this instanceof Closing || this instanceof Closed;
  }
}
