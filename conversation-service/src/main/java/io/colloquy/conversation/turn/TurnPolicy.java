package io.colloquy.conversation.turn;

import io.colloquy.contracts.llm.ToolCall;
import java.util.List;
import java.util.Set;

/**
 * How a conversation takes turns. All times are milliseconds.
 *
 * @param textOnly true for a chat: nothing is spoken
 * @param language of the conversation, an IETF tag
 * @param voices the labels of the voices that the model may change to in mid-answer (page 000)
 * @param longestCallMs how long the conversation may last
 * @param speculative whether an answer is prepared while the user may still go on
 * @param tools what holds while tools are used
 * @param filler what is said when the caller hears nothing for too long
 * @param regret what is said when no model answers
 */
public record TurnPolicy(
    boolean textOnly,
    String language,
    Set<String> voices,
    Interruption interruption,
    Patience patience,
    UserSilence userSilence,
    long longestCallMs,
    boolean speculative,
    ToolUse tools,
    Filler filler,
    Regret regret) {

  /**
   * When the user's voice stops the agent's.
   *
   * @param allowed whether it may stop it at all (page 014)
   * @param inFirstMessage whether that holds for the first message too
   * @param afterWordsMs how long the user must have spoken once words are known that want the floor
   * @param afterSoundMs how long, while no word is known yet
   */
  public record Interruption(
      boolean allowed, boolean inFirstMessage, int afterWordsMs, int afterSoundMs) {

    /** Where nothing else is set. */
    public static final int AFTER_WORDS_MS = 200;

    /**
     * Where nothing else is set: a "mhm" and a cough are over by then, and the words of whoever
     * wants the floor are known.
     */
    public static final int AFTER_SOUND_MS = 700;
  }

  /**
   * What holds while tools are used.
   *
   * @param guarded the tools that the user may not interrupt
   * @param announced the tools that are only used after something was said
   * @param announcement what is said if the model said nothing
   */
  public record ToolUse(Set<String> guarded, Set<String> announced, String announcement) {

    /** Nothing of the kind. */
    public static final ToolUse PLAIN = new ToolUse(Set.of(), Set.of(), "");

    boolean guards(List<ToolCall> calls) {
      return calls.stream().map(ToolCall::name).anyMatch(guarded::contains);
    }

    boolean announces(List<ToolCall> calls) {
      return calls.stream().map(ToolCall::name).anyMatch(announced::contains);
    }
  }

  /**
   * How long others may take.
   *
   * @param answerMs how long the model may give no text
   * @param speechMs how long the voice may give no audio
   */
  public record Patience(long answerMs, long speechMs) {}

  /**
   * What is said when it is the agent's turn and the caller hears nothing.
   *
   * @param afterMs of silence; 0 for never
   * @param most how often before words of the answer sound again
   * @param phrases by turns; never one twice in a row where there are two
   */
  public record Filler(long afterMs, int most, List<String> phrases) {

    /** Where nothing else is set: with the time that a voice takes, sound is there within 2 s. */
    public static final int AFTER_MS = 1_500;

    /** Silence is left alone. */
    public static final Filler NONE = new Filler(0, 0, List.of());

    public Filler {
      phrases = List.copyOf(phrases);
    }
  }

  /**
   * What is said when no model answers.
   *
   * @param apology for an answer that did not begin
   * @param brokenOff behind the words of one that did
   * @param goodbye instead of both, where the call ends
   * @param turnsInARow as many failed ones end it
   */
  public record Regret(String apology, String brokenOff, String goodbye, int turnsInARow) {}

  /**
   * What becomes of a silent user (page 014).
   *
   * @param speakAgainMs after how much silence the agent speaks again; 0 for never
   * @param endCallMs after how much silence, all in all, the call ends; negative for never
   */
  public record UserSilence(long speakAgainMs, long endCallMs) {}
}
