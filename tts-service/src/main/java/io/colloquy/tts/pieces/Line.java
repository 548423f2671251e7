package io.colloquy.tts.pieces;

import io.colloquy.contracts.speech.SpeechRequest.Speak;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The pieces of one conversation, one after the other, and what must be remembered of those that
 * are gone. Guarded by the lock of its {@link SpeechDesk}.
 */
final class Line {

  private final String conversationId;
  private final Deque<Piece> waiting = new ArrayDeque<>();
  private Optional<Piece> current = Optional.empty();
  private boolean calledUp;
  private int cancelledThrough = -1;
  private int lastEvent = -1;
  private int lastPiece = -1;
  private long restingSinceMs = -1;

  Line(String conversationId) {
    this.conversationId = conversationId;
  }

  String conversationId() {
    return conversationId;
  }

  boolean isCancelled(int eventId) {
    return eventId <= cancelledThrough;
  }

  /** Event ids rise within a conversation, and pieces within an event. */
  boolean hasSeen(Speak request) {
    return request.eventId() < lastEvent
        || (request.eventId() == lastEvent && request.piece() <= lastPiece);
  }

  int length() {
    return waiting.size();
  }

  void add(Piece piece) {
    waiting.addLast(piece);
    lastEvent = piece.request().eventId();
    lastPiece = piece.request().piece();
  }

  /** True if the line has a piece to speak and does not wait for a worker yet. */
  boolean callUp() {
    if (calledUp || current.isPresent() || waiting.isEmpty()) {
      return false;
    }
    calledUp = true;
    return true;
  }

  /** The piece to speak now; empty if all were cancelled meanwhile. */
  Optional<Piece> begin() {
    calledUp = false;
    current = Optional.ofNullable(waiting.pollFirst());
    return current;
  }

  void end() {
    current = Optional.empty();
  }

  /** The waiting pieces that went with it. */
  List<Piece> cancelThrough(int eventId) {
    cancelledThrough = Math.max(cancelledThrough, eventId);
    current.filter(piece -> isCancelled(piece.request().eventId())).ifPresent(Piece::cancel);
    var gone = waiting.stream().filter(piece -> isCancelled(piece.request().eventId())).toList();
    waiting.removeIf(piece -> isCancelled(piece.request().eventId()));
    return gone;
  }

  /** Everything that is not spoken to its end; the current piece is cancelled. */
  List<Piece> abandon() {
    List<Piece> abandoned = new ArrayList<>();
    current.ifPresent(abandoned::add);
    current.ifPresent(Piece::cancel);
    abandoned.addAll(waiting);
    waiting.clear();
    return abandoned;
  }

  boolean isIdle() {
    return current.isEmpty() && waiting.isEmpty();
  }

  void restSince(long nowMs) {
    restingSinceMs = nowMs;
  }

  boolean restsSince(long sinceMs) {
    return isIdle() && restingSinceMs == sinceMs;
  }
}
