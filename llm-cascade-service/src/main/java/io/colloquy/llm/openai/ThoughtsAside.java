package io.colloquy.llm.openai;

/**
 * Takes the thoughts out of a text that streams. Models on servers that do not part the two write
 * what they think into their answer: between {@code <think>} and {@code </think>}, before all else.
 *
 * <pre>
 *  BEGINNING ──&lt;think&gt;──▶ THINKING ──&lt;/think&gt;──▶ AFTER ──a letter──▶ SPEAKING
 *      └───────────────────────anything else─────────────────────────▶
 * </pre>
 */
final class ThoughtsAside {

  private static final String OPENING = "<think>";
  private static final String CLOSING = "</think>";

  private enum State {
    BEGINNING,
    THINKING,
    AFTER,
    SPEAKING
  }

  private State state = State.BEGINNING;

  /** What came and is neither said nor known to be a thought. */
  private String held = "";

  /** What is to be said now that this piece has come; perhaps nothing. */
  String next(String piece) {
    held += piece;
    if (state == State.BEGINNING) {
      var begun = held.stripLeading();
      if (begun.startsWith(OPENING)) {
        state = State.THINKING;
        held = begun.substring(OPENING.length());
      } else if (!OPENING.startsWith(begun)) {
        state = State.SPEAKING;
      }
    }
    if (state == State.THINKING) {
      int end = held.indexOf(CLOSING);
      if (end >= 0) {
        state = State.AFTER;
        held = held.substring(end + CLOSING.length());
      } else {
        held = held.substring(Math.max(0, held.length() - CLOSING.length()));
      }
    }
    if (state == State.AFTER) {
      held = held.stripLeading();
      state = held.isEmpty() ? State.AFTER : State.SPEAKING;
    }
    return state == State.SPEAKING ? take() : "";
  }

  /** What is left to say when nothing more comes: a beginning that looked like a thought's. */
  String rest() {
    return state == State.BEGINNING ? take() : "";
  }

  private String take() {
    var said = held;
    held = "";
    return said;
  }
}
