package io.colloquy.analysis.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A test of an agent, or a folder of tests.
 *
 * @param type {@code llm}, {@code tool} or {@value #FOLDER}
 * @param parent the folder in which it lies; empty at the top
 * @param body of a test, as its client sent it; of a folder nothing
 */
record AgentTest(
    String id,
    String name,
    String type,
    Optional<String> parent,
    ObjectNode body,
    Instant createdAt,
    Instant updatedAt) {

  static final String FOLDER = "folder";

  boolean isFolder() {
    return type.equals(FOLDER);
  }
}
