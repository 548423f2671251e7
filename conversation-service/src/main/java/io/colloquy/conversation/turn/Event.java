package io.colloquy.conversation.turn;

import io.colloquy.contracts.llm.ChatMessage;
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

  /** The user sent text. */
  record UserTyped(String text) implements Event {}

  /** The user is busy with the client: the agent does not begin to speak for a while. */
  record UserActive() implements Event {}

  /** Background for the model. */
  record ContextArrived(String text, Optional<String> contextId) implements Event {}

  record AnswerText(String generationId, String text) implements Event {}

  record AnswerFinished(String generationId) implements Event {}

  /** The model wants a tool to be used; told before {@link AnswerFinished}. */
  record AnswerCalls(String generationId, ToolCall call) implements Event {}

  /** The results of {@link Effect.UseTools}, in the order of the calls, as the model is told. */
  record ToolsAnswered(String generationId, List<ChatMessage> results) implements Event {
    public ToolsAnswered {
      results = List.copyOf(results);
    }
  }

  /**
   * The model ends the call, after these last words.
   *
   * @param message empty for none beyond what it has said
   */
  record Farewell(String generationId, String message, String reason) implements Event {}

  /** The model leaves the turn to the user, who asked for time; it says nothing. */
  record TurnSkipped(String generationId) implements Event {}

  record AnswerFailed(String generationId, String errorType, String message) implements Event {}

  /** The voice made progress with an answer. */
  record Voiced(SpeechProgress progress) implements Event {}

  /** Time has come for what an {@link Effect.Arm} asked for. */
  record Rang(Alarm alarm) implements Event {}

  /** The other end is gone. */
  record HungUp(String reason) implements Event {}
}
