package io.colloquy.llm.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.Terms;
import io.colloquy.llm.explain.Tried.Lost;
import io.colloquy.llm.explain.Tried.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationsTest {

  private final Explanations explanations = new Explanations(3);

  @Test
  void anExplanationIsFoundByItsGenerationAndByItsConversation() {
    add("g1", "c1");
    add("g2", "c2");
    add("g3", "c1");

    assertThat(explanations.of("g2").map(Explanation::conversationId)).contains("c2");
    assertThat(explanations.ofConversation("c1"))
        .extracting(Explanation::generationId)
        .containsExactly("g1", "g3");
    assertThat(explanations.of("g4")).isEmpty();
    assertThat(explanations.ofConversation("c4")).isEmpty();
  }

  @Test
  void onlyTheLastAreRemembered() {
    for (int i = 1; i <= 5; i++) {
      add("g" + i, "c1");
    }

    assertThat(explanations.of("g2")).isEmpty();
    assertThat(explanations.of("g3")).isPresent();
    assertThat(explanations.ofConversation("c1")).hasSize(3);
  }

  @Test
  void oneThatIsToldTwiceIsForgottenAsOne() {
    for (var id : List.of("g1", "g1", "g2", "g3")) {
      add(id, "c1");
    }

    assertThat(explanations.of("g1")).isPresent();
    add("g4", "c1");
    assertThat(explanations.of("g1")).isEmpty();
  }

  @Test
  void theLineForTheLogSaysWhichModelsWereTriedAndWhyEachLost() {
    var explanation =
        new Explanation(
            "g1",
            "c1",
            Terms.USUAL,
            0,
            Outcome.ANSWERED,
            Optional.of(2900L),
            3400,
            List.of(
                new Tried(
                    "gpt-4o",
                    "openai",
                    Outcome.FAILED,
                    Optional.of(new Lost("first_token_late", "no first token within 2000 ms")),
                    Optional.empty(),
                    2000),
                new Tried(
                    "claude-haiku-4-5",
                    "anthropic",
                    Outcome.ANSWERED,
                    Optional.empty(),
                    Optional.of(900L),
                    1400)),
            List.of());

    assertThat(explanation.tookMoreThanOne()).isTrue();
    assertThat(explanation.inWords())
        .isEqualTo(
            "generation g1 of c1 was answered after 3400 ms: gpt-4o (openai) failed after 2000 ms"
                + " (first_token_late: no first token within 2000 ms), then claude-haiku-4-5"
                + " (anthropic) answered after 1400 ms");
  }

  private void add(String generation, String conversation) {
    explanations.add(
        new Explanation(
            generation,
            conversation,
            Terms.USUAL,
            0,
            Outcome.CANCELLED,
            Optional.empty(),
            1,
            List.of(),
            List.of()));
  }
}
