package io.colloquy.conversation.endpointing;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.conversation.endpointing.Corpus.Waiting;
import io.colloquy.conversation.endpointing.Utterance.Kind;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every utterance at every level of noise, and PocketSphinx beside the recogniser that makes no
 * error. {@code ENDPOINTING_WRITE_PAGE=yes ./mvnw -pl conversation-service -am -Pendpointing test
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtest=WholeCorpusTest} writes {@code
 * docs/turn-taking.md}.
 */
@Tag("slow")
@Tag("endpointing")
class WholeCorpusTest {

  private static final Logger LOG = Logger.getLogger(WholeCorpusTest.class);

  @Test
  void theGoalsHoldOnAllOfItAndOnWhatNothingWasTunedTo() {
    try (var engines = Engines.required()) {
      var english = Corpus.ideal("en", engines, (utterance, noise) -> true);
      var german = Corpus.ideal("de", engines, (utterance, noise) -> true);
      var sphinx = english.withSphinx(engines);
      var both = english.with(german);

      var corpora = List.of(english, german, sphinx);
      var page = new Page().machine().turnEnds(corpora).kinds(both).noises(both).overlaps(corpora);
      LOG.info(page);
      if ("yes".equals(System.getenv("ENDPOINTING_WRITE_PAGE"))) {
        page.write();
      }
      var sentences = Judgement.of(Kind.SENTENCE, both.turns(Waiting.BY_WORDS, 300));
      assertThat(Judgement.cutOff(sentences)).isLessThan(0.10);
      assertThat(Judgement.cutOff(Judgement.heldOut(sentences))).isLessThan(0.10);

      var overlaps = both.overlaps();
      assertThat(Judgement.rejected(overlaps)).isGreaterThanOrEqualTo(0.51);
      assertThat(Judgement.rejected(Judgement.heldOut(overlaps))).isGreaterThanOrEqualTo(0.51);
      assertThat(Judgement.stopped(overlaps)).isGreaterThanOrEqualTo(0.95);
      assertThat(Judgement.stopped(Judgement.heldOut(overlaps))).isGreaterThanOrEqualTo(0.95);
    }
  }
}
