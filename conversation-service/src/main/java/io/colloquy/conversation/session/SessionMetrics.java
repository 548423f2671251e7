package io.colloquy.conversation.session;

/** What is counted of conversations. */
interface SessionMetrics {

  void started();

  void ended();

  void restored();

  void audioDropped();
}
