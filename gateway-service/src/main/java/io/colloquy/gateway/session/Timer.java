package io.colloquy.gateway.session;

/** The timers of a session. Each is armed at most once at a time. */
public enum Timer {
  /** The client's grace to send its first message is over. */
  INITIATION,
  /** The owner's time to start the conversation is over. */
  START,
  /** The metadata frame has had its time alone. */
  SETTLED,
  PING,
  /** Time to tell the owner that we are here. */
  ALIVE,
  /** Time to look whether the owner has been heard. */
  OWNER_CHECK,
  /** Time to look whether the client has been heard. */
  CLIENT_CHECK,
  /** The client's time to take what is queued and to answer the close frame is over. */
  CLOSED
}
