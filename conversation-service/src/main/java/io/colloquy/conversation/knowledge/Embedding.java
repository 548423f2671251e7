package io.colloquy.conversation.knowledge;

import java.util.List;

/** Turns texts into vectors whose direction is their meaning. */
public interface Embedding {

  /**
   * A vector of length 1 for each text, in the same order and all with as many numbers; the same
   * for the same text. May be called by many threads, and blocks them.
   *
   * @param texts not blank
   * @throws EmbeddingFailed if there are none now
   */
  List<float[]> embed(List<String> texts);

  /**
   * How much further apart a question and its answer may be here than with the models that the
   * documented distances are made for.
   */
  default double tolerance() {
    return 0;
  }

  /** There are no vectors now; the message holds nothing secret. */
  final class EmbeddingFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddingFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
