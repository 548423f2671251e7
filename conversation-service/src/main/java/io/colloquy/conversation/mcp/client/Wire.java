package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One way on which messages travel to a server and back. Not for several threads at once. */
interface Wire extends AutoCloseable {

  /**
   * Sends a request and waits for its response.
   *
   * @throws McpFailure if there is none
   */
  ObjectNode ask(ObjectNode request);

  /**
   * Sends a message that has no response.
   *
   * @throws McpFailure if the server does not take it
   */
  void tell(ObjectNode notification);

  /** What both sides agreed to speak; before, nothing is known of it. */
  void speak(String protocolVersion);

  /** False if the server has ended it meanwhile, as far as that is known. */
  boolean isOpen();

  @Override
  void close();
}
