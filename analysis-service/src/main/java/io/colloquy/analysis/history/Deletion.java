package io.colloquy.analysis.history;

import java.util.Optional;

/**
 * When what of a conversation was or will be deleted. Times are unix seconds.
 *
 * @param time empty if it is kept for ever, or not over yet
 * @param transcript whether its words go then
 * @param audio whether its sound goes then
 */
public record Deletion(
    Optional<Long> time,
    boolean transcript,
    boolean audio,
    Optional<Long> transcriptDeletedAt,
    Optional<Long> audioDeletedAt) {

  public static final Deletion NONE =
      new Deletion(Optional.empty(), false, false, Optional.empty(), Optional.empty());

  /** Whether nothing is left of it but that it was. */
  public boolean isShell() {
    return transcriptDeletedAt.isPresent();
  }
}
