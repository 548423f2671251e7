package io.colloquy.conversation.turn;

/** The utterance that the user is in the middle of, as far as it is known. */
final class UserVoice {

  /** A sound without a word is a noise after this long, in milliseconds. */
  private static final int NOISE_MS = 1_500;

  /** Nobody says "mhm" for longer than this, in milliseconds. */
  private static final int LONGEST_BACK_CHANNEL_MS = 1_200;

  /**
   * A recogniser's first word is a guess that often becomes another one ("by", then "right"); alone
   * it counts when it has stood this long, in milliseconds.
   */
  private static final int STEADY_MS = 160;

  private boolean sounding;
  private long beganAt;
  private int speechMs;
  private String words = "";
  private int wordsSinceMs;
  private boolean pausing;

  void begin(long now) {
    sounding = true;
    beganAt = now;
    speechMs = 0;
    words = "";
    pausing = false;
  }

  void speaksFor(int milliseconds) {
    pausing = false;
    speechMs = milliseconds;
  }

  void says(String text) {
    wordsSinceMs = text.equals(words) ? wordsSinceMs : speechMs;
    words = text;
  }

  /** In a pause the words do not change any more: even a short one counts now. */
  void pausesAfter(String text) {
    says(text);
    pausing = true;
  }

  void end() {
    sounding = false;
  }

  boolean isSounding() {
    return sounding;
  }

  long beganAt() {
    return beganAt;
  }

  /** True for a sound that has gone on for long and holds no word: the agent need not wait. */
  boolean isNoise() {
    return words.isBlank() && speechMs >= NOISE_MS;
  }

  /** True when it holds words that want the floor. */
  boolean hasSomethingToSay(TurnPolicy policy) {
    return sounding
        && !BackChannel.mayBeAll(words, policy.language())
        && (pausing || (speechMs >= policy.interruption().afterWordsMs() && isSteady()));
  }

  private boolean isSteady() {
    return words.strip().indexOf(' ') > 0 || speechMs - wordsSinceMs >= STEADY_MS;
  }

  /** True when it is enough to stop the agent's own voice. */
  boolean takesTheFloor(TurnPolicy policy) {
    if (hasSomethingToSay(policy)) {
      return true;
    }
    boolean accompanies = !words.isBlank() && BackChannel.mayBeAll(words, policy.language());
    int enough = accompanies ? LONGEST_BACK_CHANNEL_MS : policy.interruption().afterSoundMs();
    return sounding && !isNoise() && speechMs >= enough;
  }
}
