package io.colloquy.conversation.session;

import java.time.Duration;

/** What is counted of conversations. */
interface SessionMetrics {

  void started();

  void ended();

  void restored();

  void audioDropped();

  /**
   * @param inTime whether the answer had what was looked up for it
   */
  void lookedUp(boolean inTime, Duration duration);
}
