package io.colloquy.conversation.turn;

import java.util.Optional;

/**
 * Text that is spoken in one breath.
 *
 * @param voice the label of one of the agent's further voices; empty for its own
 * @param ofModel whether the model wrote it; else it bridges a silence
 */
record Piece(Optional<String> voice, String text, boolean ofModel) {

  Piece(Optional<String> voice, String text) {
    this(voice, text, true);
  }
}
