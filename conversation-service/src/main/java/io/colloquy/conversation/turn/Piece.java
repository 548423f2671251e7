package io.colloquy.conversation.turn;

import java.util.Optional;

/**
 * Text that is spoken in one breath.
 *
 * @param voice the label of one of the agent's further voices; empty for its own
 */
record Piece(Optional<String> voice, String text) {}
