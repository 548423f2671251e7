package io.colloquy.tts.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Hello there.                | Hello there.",
        "\"  a \t b\n\nc  \"         | a b c",
        "This is **very** important  | This is very important",
        "an *emphasised* word        | an emphasised word",
        "_so_ and __so__             | so and so",
        "snake_case stays            | snake_case stays",
        "2 * 3 is 6                  | 2 * 3 is 6",
        "`code` and ~~old~~          | code and old",
        "\"# Title\nText\"           | Title Text",
        "\"- one\n- two\n* three\"   | one two three",
        "\"> quoted\"                | quoted",
        "see [our page](https://a.b) | see our page",
        "3-4 and -5                  | 3-4 and -5",
        "Great 👍🏽 job ❤️ ©          | Great job ©",
        "\"a\u0000b\u200Bc\u0007\"   | abc",
        "naïve – “quoted” £5 50% #1  | naïve – “quoted” £5 50% #1",
        "早上好。                      | 早上好。",
      })
  void onlyWhatAVoiceShouldSayRemains(String written, String spoken) {
    assertThat(SpokenText.of(written).spoken()).isEqualTo(spoken);
  }

  @Test
  void theWayBackToTheWrittenTextIsKnown() {
    var text = SpokenText.of("**Hi**  👍 _you_");

    assertThat(text.spoken()).isEqualTo("Hi you");
    assertThat(text.originOf(0)).isEqualTo(2);
    assertThat(text.originOf(1)).isEqualTo(3);
    assertThat(text.originOf(2)).isEqualTo(6);
    assertThat(text.originOf(3)).isEqualTo(text.written().indexOf("you"));
  }

  @Test
  void nothingRemainsOfMarksAlone() {
    assertThat(SpokenText.of("** \n 🎉 `").spoken()).isEmpty();
    assertThat(SpokenText.of("").spoken()).isEmpty();
  }
}
