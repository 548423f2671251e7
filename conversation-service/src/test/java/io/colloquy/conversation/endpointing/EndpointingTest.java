package io.colloquy.conversation.endpointing;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.conversation.endpointing.Corpus.Waiting;
import io.colloquy.conversation.endpointing.Utterance.Kind;
import io.colloquy.conversation.endpointing.Verdict.TurnEnd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The goals of issue 4 on a slice of the corpus: every utterance once, its noise by turns, with a
 * recogniser that makes no error. The whole of it: {@code -Pendpointing}, see {@link
 * WholeCorpusTest}.
 */
class EndpointingTest {

  private static Corpus english;
  private static Corpus german;

  @BeforeAll
  static void listen() {
    try (var engines = Engines.required()) {
      english = Corpus.ideal("en", engines, Corpus::byTurns);
      german = Corpus.ideal("de", engines, Corpus::byTurns);
    }
  }

  @AfterAll
  static void forget() {
    english = null;
    german = null;
  }

  private static Corpus in(String language) {
    return language.equals("en") ? english : german;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void fewWholeSentencesAreCutOffAt300Ms(String language) {
    var sentences = Judgement.of(Kind.SENTENCE, in(language).turns(Waiting.BY_WORDS, 300));
    assertThat(sentences).hasSizeGreaterThan(10);
    assertThat(Judgement.cutOff(sentences)).isLessThan(0.10);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 500, 800})
  void waitingByWordsCutsOffFarFewerThanWaitingAsLongForEverybody(int base) {
    var all = english.with(german);
    double byWords = Judgement.cutOff(all.turns(Waiting.BY_WORDS, base));
    double fixed = Judgement.cutOff(all.turns(Waiting.FIXED, base));
    assertThat(byWords).isLessThan(0.6 * fixed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void yetTheUsualTurnEndsAsSoon(String language) {
    int byWords = Judgement.delayMs(in(language).turns(Waiting.BY_WORDS, 300), 50);
    int fixed = Judgement.delayMs(in(language).turns(Waiting.FIXED, 300), 50);
    assertThat(byWords).isLessThan(fixed + 60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyTurnEnds(String language) {
    assertThat(in(language).turns(Waiting.BY_WORDS, 300)).noneMatch(TurnEnd::isNeverOver);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void halfOfTheFalseBargeInsAreRejectedAndRealOnesStopTheAgent(String language) {
    var overlaps = in(language).overlaps();
    assertThat(Judgement.falseBargeIns(overlaps)).hasSizeGreaterThan(5);
    assertThat(Judgement.rejected(overlaps)).isGreaterThanOrEqualTo(0.51);
    assertThat(Judgement.stopped(overlaps)).isGreaterThanOrEqualTo(0.95);
  }
}
