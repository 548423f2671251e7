package io.colloquy.telephony.rtp;

import java.util.Map;
import java.util.TreeMap;

/**
 * Puts packets back in order and keeps so much of them back that their play-out does not falter,
 * but no more: {@link Delays} tells how much. Knows no clock of its own, and no sound.
 *
 * <pre>
 *            enough is there                 nothing for 100 ms
 *   filling ─────────────────▶ playing ─────────────────────────▶ filling
 * </pre>
 *
 * <p>Not for several threads.
 */
final class JitterBuffer {

  /** More sound than this is never kept, in ms. */
  private static final int MOST_MS = 1_000;

  /** A sequence number further off than this begins a new stream. */
  private static final int FAR = 3_000;

  private static final int STARVING_MS = 100;

  /** What to play next. */
  sealed interface Next {

    /** This packet. */
    record Play(RtpPacket packet) implements Next {}

    /** Something for sound that is lost, this many ms of it. */
    record Conceal(double ms) implements Next {}

    /** The sender was silent for so long. */
    record Pause(double ms) implements Next {}

    /** Something while nothing is there yet; lasts as long as the listener likes. */
    record Wait(boolean filling) implements Next {}
  }

  private record Kept(RtpPacket packet, long timestamp) {}

  private final TreeMap<Long, Kept> kept = new TreeMap<>();
  private final Arrivals arrivals = new Arrivals();
  private Delays delays = new Delays();
  private final int clockRate;

  private boolean filling = true;
  private double waitedMs;
  private long nextSequence;
  private long nextTimestamp;
  private long newestTimestamp;

  private long lost;
  private long late;
  private long trimmed;

  /** Ticks a second of the timestamps. */
  JitterBuffer(int clockRate) {
    this.clockRate = clockRate;
  }

  /**
   * Takes a packet of the codec's.
   *
   * @param atMs when it came, by any clock that never goes back
   */
  void put(RtpPacket packet, double atMs) {
    Arrivals.Place place = arrivals.place(packet, FAR);
    switch (place.kind()) {
      case TWICE -> {
        return;
      }
      case NEW_STREAM -> startOver();
      case NEXT -> {
        // Goes on.
      }
    }
    delays.packet(ms(place.timestamp()), atMs);
    if (place.sequence() < nextSequence) {
      late++;
      return;
    }
    kept.put(place.sequence(), new Kept(packet, place.timestamp()));
    newestTimestamp = kept.lastEntry().getValue().timestamp();
    while (levelMs() > MOST_MS && kept.size() > 1) {
      skip();
    }
  }

  /** A packet of something else came under this stream's numbers: it is not missing. */
  void passed(RtpPacket packet) {
    Arrivals.Place place = arrivals.place(packet, FAR);
    if (place.kind() == Arrivals.Kind.NEW_STREAM) {
      startOver();
    }
    if (place.sequence() == nextSequence) {
      nextSequence++;
    }
  }

  /**
   * What comes next.
   *
   * @param frameMs how much the listener needs, in ms
   */
  Next next(double frameMs) {
    Map.Entry<Long, Kept> head = kept.firstEntry();
    if (filling) {
      return fill(head, frameMs);
    }
    if (head == null) {
      return starve(frameMs);
    }
    long missing = arrivals.missing(nextSequence, head.getKey());
    double gapMs = ms(head.getValue().timestamp() - nextTimestamp);
    if (missing == 0 && gapMs <= 0) {
      return play(head);
    }
    if (gapMs > MOST_MS || gapMs <= 0) {
      lost += missing;
      return play(head);
    }
    if (missing > 0 && levelMs() < delays.target() && waitedMs < delays.target()) {
      waitedMs += frameMs;
      return new Next.Wait(false);
    }
    return bridge(head.getKey(), missing, gapMs, frameMs);
  }

  /** How much sound is kept back now, in ms, gaps included. */
  double levelMs() {
    return kept.isEmpty() ? 0 : ms(newestTimestamp - (filling ? first() : nextTimestamp));
  }

  /** Whether more is kept back than needs to be, so that something quiet may be left out. */
  boolean tooFull() {
    return levelMs() > delays.target() + 40;
  }

  /** Whether so much more is kept back that anything may be left out. */
  boolean farTooFull() {
    return levelMs() > delays.target() + 200;
  }

  void countTrimmed() {
    trimmed++;
  }

  Delays delays() {
    return delays;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  long lost() {
    return lost;
  }

  long late() {
    return late;
  }

  /** Packets left out to catch up. */
  long trimmed() {
    return trimmed;
  }

  private Next fill(Map.Entry<Long, Kept> head, double frameMs) {
    if (head == null) {
      waitedMs = 0;
      return new Next.Wait(true);
    }
    if (levelMs() < delays.target() && waitedMs < delays.target()) {
      waitedMs += frameMs;
      return new Next.Wait(true);
    }
    filling = false;
    return play(head);
  }

  private Next starve(double frameMs) {
    waitedMs += frameMs;
    if (waitedMs >= STARVING_MS) {
      filling = true;
      waitedMs = 0;
      return new Next.Wait(true);
    }
    return new Next.Wait(false);
  }

  private Next play(Map.Entry<Long, Kept> head) {
    kept.remove(head.getKey());
    nextSequence = head.getKey() + 1;
    nextTimestamp = head.getValue().timestamp();
    waitedMs = 0;
    return new Next.Play(head.getValue().packet());
  }

  private Next bridge(long sequence, long missing, double gapMs, double frameMs) {
    double ms = Math.min(gapMs, frameMs);
    nextTimestamp += Math.round(ms * clockRate / 1_000);
    if (missing == 0) {
      return new Next.Pause(ms);
    }
    if (gapMs <= frameMs || missing == 1) {
      lost += missing;
      nextSequence = sequence;
    } else {
      lost++;
      nextSequence++;
    }
    return new Next.Conceal(ms);
  }

  /** Tells how long the packet was that was played last: only its decoder knows. */
  void played(double ms) {
    nextTimestamp += Math.round(ms * clockRate / 1_000);
  }

  private void skip() {
    Map.Entry<Long, Kept> head = kept.pollFirstEntry();
    trimmed++;
    nextSequence = head.getKey() + 1;
    nextTimestamp = kept.firstEntry().getValue().timestamp();
  }

  private void startOver() {
    kept.clear();
    nextSequence = 0;
    delays = new Delays();
    filling = true;
    waitedMs = 0;
  }

  private long first() {
    return kept.firstEntry().getValue().timestamp();
  }

  private double ms(long ticks) {
    return ticks * 1_000.0 / clockRate;
  }
}
