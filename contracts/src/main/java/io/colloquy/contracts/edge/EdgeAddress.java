package io.colloquy.contracts.edge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where an edge instance (gateway or telephony) listens: its partition of {@code audio.out}, leased
 * at its start.
 */
public record EdgeAddress(@JsonValue int partition) {
  @JsonCreator
  public EdgeAddress {}
}
