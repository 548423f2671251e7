package io.colloquy.conversation.endpointing;

import io.colloquy.conversation.endpointing.Verdict.Overlap;
import io.colloquy.conversation.endpointing.Verdict.TurnEnd;
import io.colloquy.conversation.speech.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Takes with what a recogniser made of them, ready to be judged. */
record Corpus(String recogniser, List<Heard> takes) {

  /** A take and what the engines said to it. */
  record Heard(Take take, Trace trace) {}

  /** Who decides how long a pause may last. */
  enum Waiting {
    BY_WORDS,
    FIXED;

    Patience patience(int milliseconds, String language) {
      var silence = Duration.ofMillis(milliseconds);
      return this == FIXED ? Patience.fixed(silence) : Patience.byWords(silence, language);
    }
  }

  /**
   * Heard by a recogniser that makes no error.
   *
   * @param wanted of all utterances at all levels of noise
   */
  static Corpus ideal(String language, Engines engines, BiPredicate<Utterance, NoiseLevel> wanted) {
    List<Heard> heard = new ArrayList<>();
    for (var utterance : Utterance.all()) {
      for (var noise : NoiseLevel.values()) {
        if (utterance.lang().equals(language) && wanted.test(utterance, noise)) {
          var take = Take.of(utterance, noise);
          heard.add(new Heard(take, engines.ideal(take)));
        }
      }
    }
    return new Corpus("ideal, " + language, heard);
  }

  /** Each utterance once, the levels of noise by turns. */
  static boolean byTurns(Utterance utterance, NoiseLevel noise) {
    var levels = NoiseLevel.values();
    return noise == levels[utterance.number() / 3 % levels.length];
  }

  /** The same sound, heard by PocketSphinx. */
  Corpus withSphinx(Engines engines) {
    UnaryOperator<Heard> heard =
        ideal -> new Heard(ideal.take, engines.sphinx(ideal.take, ideal.trace.scores()));
    var some = takes.stream().filter(t -> byTurns(t.take.utterance(), t.take.noise()));
    return new Corpus("PocketSphinx, en", some.map(heard).toList());
  }

  Corpus with(Corpus other) {
    List<Heard> all = new ArrayList<>(takes);
    all.addAll(other.takes);
    return new Corpus("ideal, both", all);
  }

  List<TurnEnd> turns(Waiting waiting, int baseMs) {
    return takes.stream()
        .filter(heard -> !heard.take.utterance().isOverlap())
        .map(
            heard -> {
              var patience = waiting.patience(baseMs, heard.take.utterance().lang());
              return Verdict.turn(heard.take, heard.trace, patience);
            })
        .toList();
  }

  List<Overlap> overlaps() {
    return takes.stream()
        .filter(heard -> heard.take.utterance().isOverlap())
        .map(heard -> Verdict.overlap(heard.take, heard.trace))
        .toList();
  }
}
