package io.colloquy.conversation.turn;

import java.util.Optional;

/** The answer to what the user has probably said, prepared while they may still go on. */
final class Ahead {

  private record Prepared(String words, Answer answer) {}

  private final Generating generating;
  private Optional<Prepared> prepared = Optional.empty();

  Ahead(Generating generating) {
    this.generating = generating;
  }

  boolean isEmpty() {
    return prepared.isEmpty();
  }

  Optional<Answer> answer() {
    return prepared.map(Prepared::answer);
  }

  void prepare(Answer answer, String words) {
    prepared = Optional.of(new Prepared(BackChannel.normalised(words), answer));
    generating.askAhead(answer, words);
  }

  /** The answer, if it is one to these words; whatever was prepared for others is dropped. */
  Optional<Answer> take(String words) {
    var fitting = prepared.filter(p -> p.words().equals(BackChannel.normalised(words)));
    if (fitting.isEmpty()) {
      drop();
    }
    prepared = Optional.empty();
    return fitting.map(Prepared::answer);
  }

  /** The user went on, or said nothing after all. */
  void drop() {
    prepared.ifPresent(p -> generating.cancel(p.answer()));
    prepared = Optional.empty();
  }

  boolean holds(Answer answer) {
    return prepared.filter(p -> p.answer() == answer).isPresent();
  }

  /** True if this answer was the prepared one, which failed; it is asked for when it is due. */
  boolean loses(Answer answer) {
    boolean mine = holds(answer);
    if (mine) {
      prepared = Optional.empty();
    }
    return mine;
  }
}
