package io.colloquy.contracts.speech;

import java.util.List;

/**
 * When each character of a chunk's text sounds, counted from the start of that chunk. The three
 * lists are equally long.
 *
 * @param startMs milliseconds from the start of the chunk
 * @param durationMs milliseconds
 */
public record Alignment(List<String> chars, List<Integer> startMs, List<Integer> durationMs) {

  public Alignment {
    chars = List.copyOf(chars);
    startMs = List.copyOf(startMs);
    durationMs = List.copyOf(durationMs);
    if (chars.size() != startMs.size() || chars.size() != durationMs.size()) {
      throw new IllegalArgumentException("alignment lists differ in length");
    }
  }

  /** For a chunk in which no new character begins. */
  public static Alignment none() {
    return new Alignment(List.of(), List.of(), List.of());
  }
}
