package io.colloquy.media.recording;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.contracts.recording.RecordedPart.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When what was heard on a call, without the sound itself. Times are milliseconds since its start.
 *
 * @param durationMs until its end, or until the last that is known of it
 * @param complete whether its end is known
 * @param agent when each of the agent's chunks was heard, in the order in which they were sent
 * @param understood which turns of the agent answer spoken words, in order
 * @param userFormat of what came from the user
 * @param agentFormat of what was sent to the user
 * @param hasUser whether anything came from the user
 */
public record Timeline(
    long durationMs,
    boolean complete,
    List<PlayOut.Heard> agent,
    List<Piece.Understood> understood,
    AudioFormat userFormat,
    AudioFormat agentFormat,
    boolean hasUser) {

  public Timeline {
    agent = List.copyOf(agent);
    understood = List.copyOf(understood);
  }

  /**
   * @param parts in order of their sequence, each once
   */
  public static Timeline of(Iterable<RecordedPart> parts) {
    var playOut = new PlayOut();
    List<Piece.Understood> understood = new ArrayList<>();
    long until = 0;
    boolean complete = false;
    boolean hasUser = false;
    var userFormat = AudioFormat.PCM_16000;
    var agentFormat = AudioFormat.PCM_16000;
    for (var part : parts) {
      for (var piece : part.pieces()) {
        switch (piece) {
          case Piece.User _ -> hasUser = true;
          case Piece.Agent(long at, int event, byte[] samples) ->
              playOut.sent((double) at, event, part.agentFormat().millis(samples.length));
          case Piece.Cut(long at, int event) -> playOut.cut((double) at, event);
          case Piece.Understood mark -> understood.add(mark);
        }
      }
      userFormat = part.userFormat();
      agentFormat = part.agentFormat();
      until = Math.max(until, part.untilMs());
      complete |= part.last();
    }
    playOut.end((double) until);
    return new Timeline(
        until, complete, playOut.heard(), understood, userFormat, agentFormat, hasUser);
  }

  /** Whether anything of the agent was heard. */
  public boolean hasAgent() {
    return agent.stream().anyMatch(heard -> heard.heardMs() > 0);
  }

  /** When the agent's turn of this event id began to sound; empty if nothing of it did. */
  public Optional<Double> beginningOf(int eventId) {
    return agent.stream()
        .filter(heard -> heard.eventId() == eventId && heard.heardMs() > 0)
        .findFirst()
        .map(PlayOut.Heard::fromMs);
  }
}
