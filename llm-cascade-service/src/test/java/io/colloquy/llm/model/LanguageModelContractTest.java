package io.colloquy.llm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every provider of answers must do. */
public abstract class LanguageModelContractTest {

  /** A question and what a model must answer to it, to the letter. */
  public record Example(Question question, String answer) {}

  protected abstract LanguageModel model();

  /** An answer of at least ten words. */
  protected abstract Example longAnswer();

  /** An answer with letters outside of ASCII, of which one needs two UTF-16 units. */
  protected abstract Example unicodeAnswer();

  /** A model whose answer to any question has begun, but not ended, a second later. */
  protected abstract LanguageModel slowModel();

  protected static Question question(String system, String user) {
    return new Question(
        "builtin", List.of(ChatMessage.system(system), ChatMessage.user(user)), 0, -1);
  }

  @Test
  void theTextsJoinedAreTheAnswer() throws InterruptedException {
    var example = longAnswer();

    var heard = answerTo(example.question());

    assertThat(heard.text()).isEqualTo(example.answer());
  }

  @Test
  void aLongAnswerComesInSeveralTexts() throws InterruptedException {
    var heard = answerTo(longAnswer().question());

    assertThat(heard.deltas()).hasSizeGreaterThan(5).doesNotContain("");
  }

  @Test
  void thereIsExactlyOneEnd() throws InterruptedException {
    var heard = answerTo(longAnswer().question());

    assertThat(heard.failure()).isEmpty();
    assertThat(heard.ends()).isEqualTo(1);
  }

  @Test
  void whatTheAnswerUsedIsCounted() throws InterruptedException {
    var usage = answerTo(longAnswer().question()).usage().orElseThrow();

    assertThat(usage.model()).isNotBlank();
    assertThat(usage.inputTokens()).isPositive();
    assertThat(usage.outputTokens()).isGreaterThan(5);
  }

  @Test
  void lettersOfAllLanguagesSurvive() throws InterruptedException {
    var example = unicodeAnswer();

    assertThat(answerTo(example.question()).text()).isEqualTo(example.answer());
  }

  @Test
  void nothingIsHeardAfterACancel() throws InterruptedException {
    var heard = new HeardAnswer();
    var answering = slowModel().answer(longAnswer().question(), heard);
    heard.awaitFirst();

    answering.cancel();
    var deltas = heard.deltas();

    assertThat(heard.endsWithin(Duration.ofMillis(300))).isFalse();
    assertThat(heard.deltas()).isEqualTo(deltas);
  }

  @Test
  void aCancelAfterTheEndChangesNothing() throws InterruptedException {
    var heard = new HeardAnswer();
    var answering = model().answer(longAnswer().question(), heard);
    heard.awaitEnd();

    answering.cancel();
    answering.cancel();

    assertThat(heard.ends()).isEqualTo(1);
    assertThat(heard.text()).isEqualTo(longAnswer().answer());
  }

  @Test
  void manyAnswersRunAtOnceAndDoNotMix() throws InterruptedException {
    var model = model();
    var examples = List.of(longAnswer(), unicodeAnswer());
    var heard = Stream.generate(HeardAnswer::new).limit(24).toList();
    var go = new CountDownLatch(1);
    IntStream.range(0, heard.size())
        .forEach(
            i ->
                Thread.ofVirtual()
                    .start(
                        () -> {
                          awaitGo(go);
                          var _ = model.answer(examples.get(i % 2).question(), heard.get(i));
                        }));

    go.countDown();

    for (int i = 0; i < heard.size(); i++) {
      assertThat(heard.get(i).awaitEnd().text()).isEqualTo(examples.get(i % 2).answer());
    }
  }

  protected final HeardAnswer answerTo(Question question) throws InterruptedException {
    var heard = new HeardAnswer();
    var _ = model().answer(question, heard);
    return heard.awaitEnd();
  }

  private static void awaitGo(CountDownLatch go) {
    try {
      if (!go.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never told to go");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
