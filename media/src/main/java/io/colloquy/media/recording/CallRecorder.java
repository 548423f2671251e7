package io.colloquy.media.recording;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.contracts.recording.RecordedPart.Piece;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stands at the edge of one call and notes what happens there, in parts of about a second. It holds
 * no more than one such part: when sound that was sent is heard is worked out later, by {@link
 * PlayOut}. Times are milliseconds on a clock of the edge that only goes forward.
 *
 * <p>Confined to one thread, as the call is.
 */
public final class CallRecorder {

  /** How much of a call a part tells, in milliseconds, unless it is full before. */
  static final long PART_MS = 1_000;

  /** Bytes of sound with which a part is full; a frame more may come on top. */
  static final int FULL_BYTES = 256 * 1024;

  /** After so many milliseconds a part goes out even if nothing happened. */
  static final long SIGN_OF_LIFE_MS = 10_000;

  private final String conversationId;
  private final AudioFormat userFormat;
  private final AudioFormat agentFormat;
  private final long startMs;
  private final Consumer<RecordedPart> tape;
  private final Arrivals arrivals;

  private final ByteArrayOutputStream run = new ByteArrayOutputStream();
  private long runFromMs;
  private List<Piece> pieces = new ArrayList<>();
  private int bytes;
  private int sequence;
  private long toldUntilMs;
  private boolean closed;

  /**
   * @param startMs when the call started
   * @param tape takes each part as soon as it is complete; must not block
   */
  public CallRecorder(
      String conversationId,
      AudioFormat userFormat,
      AudioFormat agentFormat,
      long startMs,
      Consumer<RecordedPart> tape) {
    this.conversationId = conversationId;
    this.userFormat = userFormat;
    this.agentFormat = agentFormat;
    this.startMs = startMs;
    this.tape = tape;
    this.arrivals = new Arrivals(userFormat);
  }

  /** A frame of the user has arrived, so it was spoken just before. */
  public void heard(long nowMs, byte[] frame) {
    if (closed || frame.length == 0) {
      return;
    }
    tick(nowMs);
    var placed = arrivals.place((double) (nowMs - startMs), frame);
    if (!placed.goesOn()) {
      endRun();
    }
    if (run.size() == 0) {
      runFromMs = Math.round(placed.fromMs());
    }
    run.writeBytes(placed.samples());
    grow(nowMs, placed.samples().length);
  }

  /** Sound of the agent leaves for the caller. */
  public void sent(long nowMs, int eventId, byte[] samples) {
    if (!closed) {
      tick(nowMs);
      pieces.add(new Piece.Agent(nowMs - startMs, eventId, samples));
      grow(nowMs, samples.length);
    }
  }

  /** Nothing with an event id up to this one is played any more. */
  public void interrupted(long nowMs, int eventId) {
    note(nowMs, new Piece.Cut(nowMs - startMs, eventId));
  }

  /** The user's spoken words are known; the agent's turn of this event id answers them. */
  public void understood(long nowMs, int eventId) {
    note(nowMs, new Piece.Understood(nowMs - startMs, eventId));
  }

  /** To be called every few seconds also when nothing happens. */
  public void tick(long nowMs) {
    long waited = nowMs - startMs - toldUntilMs;
    boolean something = !pieces.isEmpty() || run.size() > 0;
    if (!closed && (something ? waited >= PART_MS : waited >= SIGN_OF_LIFE_MS)) {
      tell(nowMs, false);
    }
  }

  /** The call is over: nothing is heard any more. */
  public void close(long nowMs) {
    if (!closed) {
      tell(nowMs, true);
      closed = true;
    }
  }

  private void note(long nowMs, Piece piece) {
    if (!closed) {
      tick(nowMs);
      pieces.add(piece);
    }
  }

  private void grow(long nowMs, int by) {
    bytes += by;
    if (bytes >= FULL_BYTES) {
      tell(nowMs, false);
    }
  }

  private void tell(long nowMs, boolean last) {
    endRun();
    pieces.sort(Comparator.comparingLong(Piece::atMs));
    toldUntilMs = nowMs - startMs;
    var part =
        new RecordedPart(
            conversationId, sequence++, toldUntilMs, last, userFormat, agentFormat, pieces);
    pieces = new ArrayList<>();
    bytes = 0;
    tape.accept(part);
  }

  private void endRun() {
    if (run.size() > 0) {
      pieces.add(new Piece.User(runFromMs, run.toByteArray()));
      run.reset();
    }
  }
}
