package io.colloquy.llm.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeamTest {

  private final Seam seam = new Seam();

  @Test
  void wordsAreLetThroughWhenTheyAreComplete() {
    assertThat(seam.take("Hel")).isEmpty();
    assertThat(seam.take("lo wor")).isEqualTo("Hello ");
    assertThat(seam.take("ld.")).isEqualTo("world.");
    assertThat(seam.take(" It")).isEqualTo(" ");
    assertThat(seam.take("'s")).isEmpty();
    assertThat(seam.rest()).isEqualTo("It's");
    assertThat(seam.said()).isEqualTo("Hello world. It's");
  }

  @Test
  void scriptsWithoutSpacesDoNotWait() {
    assertThat(seam.take("こんに")).isEqualTo("こんに");
    assertThat(seam.take("ちは")).isEqualTo("ちは");
  }

  @Test
  void halfAWordIsForgottenWhenTheModelBreaksOff() {
    assertThat(seam.take("Your parcel is on its w")).isEqualTo("Your parcel is on its ");
    seam.breakOff();
    assertThat(seam.take("way to you.")).isEqualTo("way to you.");
    assertThat(seam.said()).isEqualTo("Your parcel is on its way to you.");
  }

  @ParameterizedTest(name = "[{0}] [{1}]")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "Your parcel is on its " | "way to you."                                   | "Your parcel is on its way to you."
          "Your parcel is on its " | "on its way to you."                            | "Your parcel is on its way to you."
          "Your parcel is on its " | "Your parcel is on its way to you."             | "Your parcel is on its way to you."
          "Your parcel is on its " | "…its way to you."                              | "Your parcel is on its way to you."
          "Your parcel is on its " | "... way to you."                               | "Your parcel is on its way to you."
          "Hello. It is late."     | "It is late. Shall I go on?"                    | "Hello. It is late. Shall I go on?"
          "Hello. It is late."     | "Hello. It is late. Shall I go on?"             | "Hello. It is late. Shall I go on?"
          "Hello. It is late."     | "Shall I go on?"                                | "Hello. It is late. Shall I go on?"
          "Hello. It is late. "    | " Shall I go on?"                               | "Hello. It is late. Shall I go on?"
          "Yes, I will."           | "Will you be there?"                            | "Yes, I will. Will you be there?"
          "The code is five five " | "five two."                                     | "The code is five five two."
          "The code is 5 5 "       | "5 2."                                          | "The code is 5 5 5 2."
          "One, two"               | ", three."                                      | "One, two, three."
          "Sure! The shop is open" | "Sure! The shop is closed on Sundays."          | "Sure! The shop is open closed on Sundays."
          "今日は"                   | "晴れです。"                                       | "今日は晴れです。"
          "It costs <Anna>five "   | "euros</Anna>, thank you."                      | "It costs <Anna>five euros</Anna>, thank you."
          """)
  void anotherModelGoesOnAndNothingIsSaidTwice(String first, String second, String whole) {
    var _ = seam.take(first);
    var _ = seam.rest();
    seam.breakOff();
    for (var letter : second.split("")) {
      var _ = seam.take(letter);
    }
    var _ = seam.rest();
    assertThat(seam.said()).isEqualTo(whole);
  }

  @Test
  void aRepetitionThatNeverEndsAddsNothing() {
    var _ = seam.take("Your parcel is on its way to you today. ");
    seam.breakOff();
    assertThat(seam.take("Your parcel is on its way ")).isEmpty();
    assertThat(seam.rest()).isBlank();
    assertThat(seam.said()).isEqualTo("Your parcel is on its way to you today. ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "…"})
  void nothingMoreIsNothingMore(String nothing) {
    var _ = seam.take("That is all. ");
    seam.breakOff();
    var _ = seam.take(nothing);
    assertThat(seam.rest()).isBlank();
  }

  @Test
  void theTextBeginsWithItsFirstWord() {
    assertThat(seam.take("\n ")).isEmpty();
    assertThat(seam.isBegun()).isFalse();
    assertThat(seam.take(" Hi.")).isEqualTo("Hi.");
  }

  @Test
  void threeModelsMakeOneText() {
    var _ = seam.take("First I look ");
    seam.breakOff();
    var _ = seam.take("I look into the b");
    seam.breakOff();
    var _ = seam.take("into the book.");
    assertThat(seam.said()).isEqualTo("First I look into the book.");
  }
}
