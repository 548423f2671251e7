package io.colloquy.analysis.recording;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.event.TranscriptTurn.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to be heard of a call.
 *
 * @param durationMs of the sound; 0 while it is awaited
 * @param latenciesMs how long the caller waited for the agent, by event id of the answer
 */
public record Recording(
    State state,
    long durationMs,
    boolean hasUserAudio,
    boolean hasResponseAudio,
    Map<Integer, Double> latenciesMs) {

  /** Whether it is there. */
  public enum State {
    /** The call runs, or its file is being made. */
    AWAITED,
    /** All is there that there will be; of a call in which nobody was heard there is no file. */
    FINISHED
  }

  public static final Recording AWAITED = new Recording(State.AWAITED, 0, false, false, Map.of());

  private static final TypeReference<Map<Integer, Double>> LATENCIES = new TypeReference<>() {};

  public Recording {
    latenciesMs = Map.copyOf(latenciesMs);
  }

  /**
   * By the columns of its row; empty for one that was erased.
   *
   * @param latencies JSON
   */
  public static Optional<Recording> of(
      String state, long durationMs, boolean hasUser, boolean hasAgent, String latencies) {
    return switch (state) {
      case "FINISHED" ->
          Optional.of(
              new Recording(State.FINISHED, durationMs, hasUser, hasAgent, read(latencies)));
      case "ERASED" -> Optional.empty();
      default -> Optional.of(AWAITED);
    };
  }

  private static Map<Integer, Double> read(String latencies) {
    try {
      return Json.MAPPER.readValue(latencies, LATENCIES);
    } catch (IOException e) {
      throw new UncheckedIOException("latencies are not as we wrote them", e);
    }
  }

  public boolean isFinished() {
    return state == State.FINISHED;
  }

  /** Whether there is a sound file. */
  public boolean hasAudio() {
    return hasUserAudio || hasResponseAudio;
  }

  /** How long the caller waited for this turn, in milliseconds, if it answers spoken words. */
  public Optional<Double> latencyOf(TranscriptTurn turn) {
    return turn.role() == Role.AGENT ? turn.eventId().map(latenciesMs::get) : Optional.empty();
  }
}
