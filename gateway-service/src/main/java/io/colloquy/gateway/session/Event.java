package io.colloquy.gateway.session;

import io.colloquy.contracts.edge.EdgeOutput;

/** What happens to a session. */
public sealed interface Event {

  record FromClient(ClientMessage message) implements Event {}

  /** A frame without content for us: binary, or a protocol-level ping. The client lives. */
  record SignOfLife(String what) implements Event {}

  record FromOwner(EdgeOutput output) implements Event {}

  record Due(Timer timer) implements Event {}

  /** A message could not be handed to the owner. */
  record OwnerUnreachable() implements Event {}

  /** The client broke a rule below the level of messages: a frame too big, or against the RFC. */
  record Violated(Ending ending) implements Event {}

  /** The client reads so slowly that the queue for it is full. */
  record Overrun() implements Event {}

  /** This edge must give the session up. */
  record Evicted(Ending ending) implements Event {}

  /** The socket is gone, whoever closed it. */
  record HungUp(String reason) implements Event {}
}
