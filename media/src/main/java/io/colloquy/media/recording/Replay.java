package io.colloquy.media.recording;

import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.contracts.recording.RecordedPart.Piece;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Plays a recorded call from its start to its end, both sides on one clock. The parts are read once
 * for each side, so that neither side's sound waits in memory for the other's.
 */
public final class Replay {

  /** Takes what is heard. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param user as many samples as of the agent; good until the next call
     * @param agent likewise
     */
    void hear(short[] user, short[] agent) throws IOException;
  }

  private final Iterable<RecordedPart> parts;
  private final Timeline timeline;
  private final int rate;

  /**
   * @param parts in order of their sequence, each once, as often as they are asked for
   * @param timeline of these parts
   * @param rate samples a second of what the listener gets
   */
  public Replay(Iterable<RecordedPart> parts, Timeline timeline, int rate) {
    this.parts = parts;
    this.timeline = timeline;
    this.rate = rate;
  }

  /** Samples of the whole call. */
  public long length() {
    return timeline.durationMs() * rate / 1_000;
  }

  /** In blocks of 100 ms; the last one may be shorter. */
  public void to(Listener listener) throws IOException {
    var user = new Track(timeline.userFormat(), rate, sounds(Replay::ofUser));
    var chunks = timeline.agent().iterator();
    var agent = new Track(timeline.agentFormat(), rate, sounds(piece -> ofAgent(piece, chunks)));
    short[] left = new short[rate / 10];
    short[] right = new short[rate / 10];
    for (long remaining = length(); remaining > 0; remaining -= left.length) {
      if (remaining < left.length) {
        left = new short[(int) remaining];
        right = new short[(int) remaining];
      }
      user.read(left);
      agent.read(right);
      listener.hear(left, right);
    }
  }

  private static Optional<Track.Placed> ofUser(Piece piece) {
    return piece instanceof Piece.User(long from, byte[] samples)
        ? Optional.of(new Track.Placed(from, samples))
        : Optional.empty();
  }

  /** As much of the chunk as was heard, if any. */
  private Optional<Track.Placed> ofAgent(Piece piece, Iterator<PlayOut.Heard> chunks) {
    if (!(piece instanceof Piece.Agent(long _, int _, byte[] samples))) {
      return Optional.empty();
    }
    var heard = chunks.next();
    var format = timeline.agentFormat();
    long whole = Math.round(heard.heardMs() * format.sampleRate() / 1_000);
    int bytes = (int) Math.min(whole * format.bytesPerSample(), samples.length);
    return Optional.of(new Track.Placed(heard.fromMs(), Arrays.copyOf(samples, bytes)))
        .filter(placed -> placed.samples().length > 0);
  }

  /** The sounds of one side, one part after the other. */
  private Iterator<Track.Placed> sounds(Function<Piece, Optional<Track.Placed>> ofSide) {
    var remaining = parts.iterator();
    return new Iterator<>() {
      private final Deque<Track.Placed> waiting = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        while (waiting.isEmpty() && remaining.hasNext()) {
          remaining.next().pieces().forEach(p -> ofSide.apply(p).ifPresent(waiting::add));
        }
        return !waiting.isEmpty();
      }

      @Override
      public Track.Placed next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return waiting.remove();
      }
    };
  }
}
