package io.colloquy.conversation.speech;

/**
 * Decides from the scores of successive frames when the user begins and ends to speak.
 *
 * <pre>
 *            3 of the last 5 frames speech
 *   QUIET ───────────────────────────────▶ SPEAKING ◀──┐
 *     ▲                                      │         │ a speech frame
 *     │ silence ≥ patience                   │ a silent frame
 *     └───────────────────────── PAUSED ◀────┘         │
 *                                  └───────────────────┘
 * </pre>
 *
 * A frame whose score lies between the two thresholds changes nothing.
 */
final class Endpointer {

  /** What a frame brought. {@code BEGAN} and {@code ENDED} are told once, the others each frame. */
  enum Step {
    QUIET,
    BEGAN,
    SPEAKING,
    PAUSED,
    ENDED
  }

  /** How many of the last frames tell an onset, and how many of them must be speech. */
  static final int ONSET_WINDOW = 5;

  private static final int ONSET_SPEECH = 3;

  private final EarsSettings settings;
  private final double frameMs;

  private boolean inTurn;

  /** The last {@link #ONSET_WINDOW} frames, the newest in the lowest bit; 1 is speech. */
  private int recent;

  private int framesSinceOnset;
  private int framesSilent;
  private int patienceMs;

  Endpointer(EarsSettings settings, double frameMs) {
    this.settings = settings;
    this.frameMs = frameMs;
  }

  Step next(double score) {
    return inTurn ? inTurn(score) : quiet(score);
  }

  /** The silence that ends the turn that is on, in milliseconds; {@code endSilence} until told. */
  void waitFor(int milliseconds) {
    patienceMs = milliseconds;
  }

  /** From the onset to this frame, while a turn is on. */
  int turnMs() {
    return millis(framesSinceOnset);
  }

  /** From the onset to the last speech; still known after the turn ended. */
  int speechMs() {
    return millis(framesSinceOnset - framesSilent);
  }

  /** Since the last speech; 0 while the user speaks. */
  int silenceMs() {
    return millis(framesSilent);
  }

  private Step quiet(double score) {
    boolean speech = score >= settings.startScore();
    recent = (recent << 1 | (speech ? 1 : 0)) & ((1 << ONSET_WINDOW) - 1);
    if (Integer.bitCount(recent) < ONSET_SPEECH) {
      return Step.QUIET;
    }
    inTurn = true;
    framesSinceOnset = Integer.SIZE - Integer.numberOfLeadingZeros(recent);
    framesSilent = 0;
    patienceMs = (int) settings.endSilence().toMillis();
    recent = 0;
    return Step.BEGAN;
  }

  private Step inTurn(double score) {
    framesSinceOnset++;
    if (score >= settings.startScore()) {
      framesSilent = 0;
    } else if (score < settings.endScore() || framesSilent > 0) {
      framesSilent++;
    }
    if (framesSilent == 0) {
      return Step.SPEAKING;
    }
    if (silenceMs() < patienceMs) {
      return Step.PAUSED;
    }
    inTurn = false;
    return Step.ENDED;
  }

  private int millis(int frames) {
    return (int) Math.round(frames * frameMs);
  }
}
