package io.colloquy.analysis.store;

import io.colloquy.analysis.history.ConversationRecord;
import io.colloquy.analysis.history.Feedback;
import io.colloquy.analysis.recording.Recording;
import java.util.Optional;

/**
 * A conversation as it is kept.
 *
 * @param told by its events
 * @param feedback of its caller
 * @param recording empty if it was not recorded
 */
public record Kept(ConversationRecord told, Feedback feedback, Optional<Recording> recording) {}
