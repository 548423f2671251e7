package io.colloquy.analysis.store;

import io.colloquy.analysis.history.ConversationRecord;
import io.colloquy.analysis.history.Feedback;

/**
 * A conversation as it is kept.
 *
 * @param told by its events
 * @param feedback of its caller
 */
public record Kept(ConversationRecord told, Feedback feedback) {}
