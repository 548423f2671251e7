package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * What is to be simulated.
 *
 * @param history what went before; the simulation goes on from there
 * @param turnLimit how many turns may come new, tools included
 * @param deadline after which no more is said
 */
record Scenario(
    Party agent,
    Party user,
    MockedTools tools,
    List<ObjectNode> history,
    int turnLimit,
    Instant deadline) {

  Scenario {
    history = List.copyOf(history);
  }
}
