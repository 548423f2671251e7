package io.colloquy.llm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.LanguageModelContractTest;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuiltinModelTest extends LanguageModelContractTest {

  private final BuiltinModel model = new BuiltinModel(Embedding.NETWORK, Duration.ZERO);

  @Override
  protected LanguageModel model() {
    return model;
  }

  @Override
  protected LanguageModel slowModel() {
    return new BuiltinModel(Embedding.NETWORK, Duration.ofMillis(200));
  }

  @Override
  protected Example longAnswer() {
    return new Example(question(Bakery.PROMPT, "how much is delivery"), Bakery.DELIVERY);
  }

  @Override
  protected Example unicodeAnswer() {
    var sentence = "Das Café „Zum Bären“ serves crème brûlée and 寿司 🍣 on Fridays.";
    return new Example(
        question("# Knowledge\n" + sentence, "what does the cafe serve on fridays"), sentence);
  }

  @Test
  void itStreamsWordByWord() throws InterruptedException {
    assertThat(answerTo(longAnswer().question()).deltas())
        .startsWith("Delivery ", "within ", "the ", "city ")
        .endsWith("euros.");
  }

  @Test
  void itStopsAtTheMostTokensAllowed() throws InterruptedException {
    var whole = longAnswer().question();
    var heard = answerTo(new Question(whole.model(), whole.messages(), 0, 3));

    assertThat(heard.text()).isEqualTo("Delivery within the ");
    assertThat(heard.usage().orElseThrow().outputTokens()).isEqualTo(3);
  }

  @Test
  void itSaysThatItIsTheBuiltinModel() throws InterruptedException {
    assertThat(answerTo(longAnswer().question()).usage().orElseThrow().model())
        .isEqualTo("builtin");
  }

  @Test
  void aBrokenNetworkIsAFailureOfTheAnswerNotSilence() throws InterruptedException {
    var broken =
        new BuiltinModel(
            text -> {
              throw new IllegalStateException("no network");
            },
            Duration.ZERO);
    var heard = new HeardAnswer();

    var _ = broken.answer(longAnswer().question(), heard);

    assertThat(heard.awaitEnd().failure())
        .contains(ModelFailure.error("the builtin model failed: IllegalStateException"));
  }

  @Test
  void itSaysThatItCannotLookAtFiles() throws InterruptedException {
    var photo = new SentFile("file_1", "photo.png", "image/png", 5);
    var alone = new Question("builtin", List.of(ChatMessage.user("", List.of(photo))), 0, -1);

    assertThat(answerTo(alone).text()).isEqualTo("I am sorry, I cannot look at files.");
  }
}
