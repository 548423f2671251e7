package io.colloquy.conversation.turn;

import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.speech.SpeechProgress;
import java.util.List;
import java.util.Optional;

/** What can happen in a conversation. */
public sealed interface Event {

  /** The conversation begins. An empty first message means that the user speaks first. */
  record Begin(String firstMessage) implements Event {}

  /** The conversation was taken over from another owner, at its last turn border. */
  record Resume() implements Event {}

  /** The user started to make a sound of speech. */
  record UserBegan() implements Event {}

  /** The user has been speaking for this many milliseconds. */
  record UserSpeaking(int speechMs) implements Event {}

  /** What the user seems to have said so far in this utterance. */
  record UserPartial(String text) implements Event {}

  /**
   * The user pauses and seems to have come to an end, but may still go on.
   *
   * @param text the words so far
   */
  record UserPaused(String text) implements Event {}

  /**
   * The user has come to an end. The text is empty when it was a noise.
   *
   * @param recognitionMs milliseconds that the recogniser took to give its final word
   */
  record UserUtterance(String text, int speechMs, double recognitionMs) implements Event {}

  /**
   * The user sent text or files.
   *
   * @param text may be empty where there are files
   */
  record UserTyped(String text, List<SentFile> files) implements Event {
    public UserTyped {
      files = List.copyOf(files);
    }

    public UserTyped(String text) {
      this(text, List.of());
    }
  }

  /** The user is busy with the client: the agent does not begin to speak for a while. */
  record UserActive() implements Event {}

  /** Background for the model. */
  record ContextArrived(String text, Optional<String> contextId) implements Event {}

  record AnswerText(String generationId, String text) implements Event {}

  record AnswerFinished(String generationId) implements Event {}

  /** The model wants a tool to be used; told before {@link AnswerFinished}. */
  record AnswerCalls(String generationId, ToolCall call) implements Event {}

  /** The results of {@link Effect.UseTools}, in the order of the calls, as the model is told. */
  record ToolsAnswered(String generationId, List<ChatMessage> results, Next next) implements Event {
    public ToolsAnswered {
      results = List.copyOf(results);
    }
  }

  /** The agent says this while its tools work. */
  record ToolSays(String generationId, String words) implements Event {}

  /** What belongs into the transcript about tools; they began and ended at these times. */
  record ToolsUsed(
      List<TranscriptTurn.ToolUse> calls,
      long calledAtMs,
      List<TranscriptTurn.ToolResult> results,
      long answeredAtMs)
      implements Event {
    public ToolsUsed {
      calls = List.copyOf(calls);
      results = List.copyOf(results);
    }
  }

  /**
   * Another agent has taken over, after {@link Effect.HandOver}.
   *
   * @param firstMessage what it says first; empty if it goes on with what the user wants
   */
  record TookOver(String firstMessage) implements Event {}

  record AnswerFailed(String generationId, String errorType, String message) implements Event {}

  /** The voice made progress with an answer. */
  record Voiced(SpeechProgress progress) implements Event {}

  /** Time has come for what an {@link Effect.Arm} asked for. */
  record Rang(Alarm alarm) implements Event {}

  /** The other end is gone. */
  record HungUp(String reason) implements Event {}

  /** What follows when tools were used. Last words are empty for none beyond what was said. */
  sealed interface Next {

    /** The model goes on, knowing the results. */
    record Answer() implements Next {}

    /** The call ends after these last words. */
    record HangUp(String lastWords, String reason) implements Next {}

    /** The turn is left to the user, who asked for time; the agent says nothing. */
    record LeaveTheTurn() implements Next {}

    /** Another agent takes over after these last words. */
    record HandOver(String lastWords) implements Next {}
  }
}
