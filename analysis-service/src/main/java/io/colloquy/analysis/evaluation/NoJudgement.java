package io.colloquy.analysis.evaluation;

/** A model did not judge. The message is for the people who read the evaluation. */
final class NoJudgement extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whether it is of use to ask again, for something smaller. */
  enum Kind {
    /** This question failed; another one may not. */
    THIS_QUESTION,
    /** No question will be answered now, but later some may. */
    AWAY,
    /** No question will be answered. */
    ANY_QUESTION
  }

  private final Kind kind;

  NoJudgement(Kind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
