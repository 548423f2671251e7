package io.colloquy.analysis.store;

import io.colloquy.analysis.history.ConversationRecord;
import io.colloquy.analysis.history.Deletion;
import io.colloquy.analysis.history.Feedback;
import io.colloquy.analysis.history.Outline;
import io.colloquy.analysis.recording.Recording;
import io.colloquy.contracts.analysis.Analysis;
import java.time.Instant;
import java.util.Optional;

/**
 * A conversation as it is kept.
 *
 * @param told by its events
 * @param feedback of its caller
 * @param recording empty if it was not recorded
 * @param conclusion what came of it, once it is over and done with
 * @param deletion how long it is kept
 */
public record Kept(
    ConversationRecord told,
    Feedback feedback,
    Optional<Recording> recording,
    Optional<Conclusion> conclusion,
    Deletion deletion) {

  /**
   * @param at when all that is done after the call was done
   * @param run how often it was analysed, from 1; 0 if it never was
   * @param analysis of the last run
   */
  public record Conclusion(Instant at, int run, Optional<Analysis> analysis) {}

  public Outline outline() {
    return told.outline(conclusion.isPresent());
  }
}
