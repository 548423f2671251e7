package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletenessTest {

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what are your opening hours              | COMPLETE
          who am i talking to                      | COMPLETE
          where are you from                       | COMPLETE
          can you tell me what time it is          | COMPLETE
          yes                                      | COMPLETE
          no thank you                             | COMPLETE
          a table for two please                   | COMPLETE
          I want to cancel.                        | COMPLETE
          we open at nine                          | OPEN
          yes i am                                 | OPEN
          i would like to book a table             | OPEN
          my name is maria                         | OPEN
          the room on the left                     | OPEN
          i would like to                          | UNFINISHED
          i want a table and                       | UNFINISHED
          what is the                              | UNFINISHED
          my name is                               | UNFINISHED
          i think the um                           | UNFINISHED
          um                                       | UNFINISHED
          my number is five five                   | UNFINISHED
          five five five one two three four        | UNFINISHED
          it is spelled m a r                      | UNFINISHED
          0 1 7 2                                  | UNFINISHED
          zero one seven two five five five one two three | OPEN
          I would like,                            | UNFINISHED
          Well...                                  | UNFINISHED
          a table for four                         | OPEN
          could you tell me                        | UNFINISHED
          could you help me with that              | COMPLETE
          let me think                             | UNFINISHED
          do you know                              | UNFINISHED
          i have                                   | UNFINISHED
          when i came home                         | UNFINISHED
          when do you come home                    | COMPLETE
          if it is not too late                    | UNFINISHED
          if it is not too late i would take that one | OPEN
          what i need is a doctor                  | OPEN
          b as in boston                           | UNFINISHED
          """)
  void englishIsJudgedByItsLastWordsAndItsBeginning(String words, Completeness expected) {
    assertThat(Completeness.of(words, "en")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wann haben sie geöffnet                  | COMPLETE
          ja                                       | COMPLETE
          einen tisch für zwei bitte               | COMPLETE
          ich möchte einen tisch                   | OPEN
          ich möchte einen tisch für               | UNFINISHED
          meine nummer ist null eins sieben        | UNFINISHED
          also ähm                                 | UNFINISHED
          ich möchte                               | UNFINISHED
          können sie mir sagen                     | UNFINISHED
          können sie mir sagen was eine            | UNFINISHED
          wenn es schneit                          | UNFINISHED
          b wie berta                              | UNFINISHED
          """)
  void soIsGerman(String words, Completeness expected) {
    assertThat(Completeness.of(words, "de-AT")).isEqualTo(expected);
  }

  @Test
  void ofOtherLanguagesOnlyPunctuationTells() {
    assertThat(Completeness.of("quiero una mesa", "es")).isEqualTo(Completeness.OPEN);
    assertThat(Completeness.of("Quiero una mesa.", "es")).isEqualTo(Completeness.COMPLETE);
    assertThat(Completeness.of("Quiero,", "es")).isEqualTo(Completeness.UNFINISHED);
  }

  @Test
  void whoeverIsInAHurryStillGivesTimeForACommaAndForAWordThatIsSearched() {
    var patience = Patience.byWords(Duration.ofMillis(300), "en");
    assertThat(patience.pauseMs("what are your opening hours")).isEqualTo(240);
    assertThat(patience.pauseMs("i would like a table")).isEqualTo(300);
    assertThat(patience.pauseMs("i would like a")).isEqualTo(1_200);
    assertThat(Patience.byWords(Duration.ofMillis(200), "en").pauseMs("yes")).isEqualTo(200);
  }

  @Test
  void patienceFollowsFromIt() {
    var patience = Patience.byWords(Duration.ofMillis(600), "en");
    assertThat(patience.pauseMs("what are your opening hours")).isEqualTo(360);
    assertThat(patience.pauseMs("i would like a table")).isEqualTo(600);
    assertThat(patience.pauseMs("i would like a")).isEqualTo(1_500);
    assertThat(patience.pauseMs("")).isEqualTo(600);
    assertThat(patience.isLikelyAll("i would like a table")).isTrue();
    assertThat(patience.isLikelyAll("i would like a")).isFalse();
    assertThat(patience.isLikelyAll("")).isFalse();
  }
}
