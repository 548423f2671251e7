package io.colloquy.conversation.turn;

import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.SentFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A turn that is over, as it belongs into the transcript.
 *
 * @param index from 0 within the conversation
 * @param beganAtMs epoch milliseconds
 * @param message what was heard
 * @param original what would have been said, for an agent turn that was interrupted
 * @param typed true when the user typed it or the agent only wrote it
 * @param metricsMs named durations in milliseconds
 * @param voices the message voice by voice; empty if it was one voice only
 * @param toolCalls the tools that the agent uses; nothing is said in such a turn
 * @param toolResults what came of earlier calls; likewise
 * @param files what the user sent along
 * @param generations of the model, in the order in which they were asked for, that made it
 * @param eventId under which clients know it
 */
public record SpokenTurn(
    int index,
    TranscriptTurn.Role role,
    String message,
    long beganAtMs,
    Optional<String> original,
    boolean typed,
    Map<String, Double> metricsMs,
    List<Part> voices,
    List<TranscriptTurn.ToolUse> toolCalls,
    List<TranscriptTurn.ToolResult> toolResults,
    List<SentFile> files,
    List<String> generations,
    Optional<Integer> eventId) {

  /**
   * What one voice said.
   *
   * @param voice its label; empty for the agent's own
   * @param beganAtMs epoch milliseconds, if it is known
   */
  public record Part(Optional<String> voice, String text, OptionalLong beganAtMs) {}

  public SpokenTurn {
    voices = List.copyOf(voices);
    metricsMs = Map.copyOf(metricsMs);
    toolCalls = List.copyOf(toolCalls);
    toolResults = List.copyOf(toolResults);
    files = List.copyOf(files);
    generations = List.copyOf(generations);
  }

  /** The one whose words these are. */
  public Optional<String> generation() {
    return generations.isEmpty() ? Optional.empty() : Optional.of(generations.getLast());
  }

  static SpokenTurn ofTools(
      int index,
      long atMs,
      List<TranscriptTurn.ToolUse> calls,
      List<TranscriptTurn.ToolResult> results) {
    return new SpokenTurn(
        index,
        TranscriptTurn.Role.AGENT,
        "",
        atMs,
        Optional.empty(),
        true,
        Map.of(),
        List.of(),
        calls,
        results,
        List.of(),
        List.of(),
        Optional.empty());
  }
}
