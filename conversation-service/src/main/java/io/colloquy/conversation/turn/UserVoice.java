package io.colloquy.conversation.turn;

/** The utterance that the user is in the middle of, as far as it is known. */
final class UserVoice {

  /** A sound without a word is a noise after this long, in milliseconds. */
  private static final int NOISE_MS = 1_500;

  /** Nobody says "mhm" for longer than this, in milliseconds. */
  private static final int LONGEST_BACK_CHANNEL_MS = 1_200;

  private boolean sounding;
  private long beganAt;
  private int speechMs;
  private String words = "";

  void begin(long now) {
    sounding = true;
    beganAt = now;
    speechMs = 0;
    words = "";
  }

  void speaksFor(int milliseconds) {
    speechMs = milliseconds;
  }

  void says(String text) {
    words = text;
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
        && speechMs >= policy.interruption().afterWordsMs()
        && !BackChannel.isAll(words, policy.language());
  }

  /** True when it is enough to stop the agent's own voice. */
  boolean takesTheFloor(TurnPolicy policy) {
    if (hasSomethingToSay(policy)) {
      return true;
    }
    int enough = words.isBlank() ? policy.interruption().afterSoundMs() : LONGEST_BACK_CHANNEL_MS;
    return sounding && !isNoise() && speechMs >= enough;
  }
}
