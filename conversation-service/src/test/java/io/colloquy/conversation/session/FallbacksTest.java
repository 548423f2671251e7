package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.conversation.turn.TurnPolicy.Filler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where no model does, by language, operator and agent. */
class FallbacksTest {

  private static final Fallbacks STANDARD =
      new Fallbacks(Duration.ofMillis(1_500), 6, 3, Phrases.with(Phrases.Own.NONE));

  @Test
  void everyLanguageHasSeveralFillersOfItsOwnAndAllElse() {
    var phrases = Phrases.with(Phrases.Own.NONE);
    assertThat(phrases.languages()).contains("en", "de", "fr", "es", "it", "pt", "nl", "pl");
    assertThat(phrases.languages())
        .allSatisfy(
            language -> {
              var own = phrases.in(language);
              assertThat(own.fillers()).hasSizeGreaterThan(2).doesNotHaveDuplicates();
              assertThat(List.of(own.apology(), own.brokenOff(), own.goodbye()))
                  .allSatisfy(phrase -> assertThat(phrase).isNotBlank())
                  .doesNotHaveDuplicates();
            });
  }

  @Test
  void aRegionSpeaksItsLanguageAndAnUnknownOneIsNotFilled() {
    assertThat(filler(Optional.empty(), "de-AT").phrases()).contains("Einen Moment, bitte.");
    assertThat(filler(Optional.empty(), "tlh").phrases()).isEmpty();
    assertThat(STANDARD.regret("tlh").apology()).startsWith("I am sorry");
  }

  @Test
  void anOperatorSaysItInOtherWords() {
    var own =
        new Phrases.Own(
            Map.of("en", List.of("Bear with me.")),
            Map.of("de", "Tut uns leid."),
            Map.of(),
            Map.of());
    var fallbacks = new Fallbacks(Duration.ofMillis(800), 2, 5, Phrases.with(own));

    assertThat(fallbacks.filler(Optional.empty(), "en"))
        .isEqualTo(new Filler(800, 2, List.of("Bear with me.")));
    assertThat(fallbacks.regret("de").apology()).isEqualTo("Tut uns leid.");
    assertThat(fallbacks.regret("en").apology()).startsWith("I am sorry");
    assertThat(fallbacks.regret("en").turnsInARow()).isEqualTo(5);
  }

  @Test
  void anAgentsOwnSoftTimeoutCounts() {
    Map<String, Object> soft =
        Map.of(
            "timeout_seconds",
            3.0,
            "message",
            "Hmm...",
            "additional_soft_timeout_messages",
            List.of("Let me see."),
            "max_soft_timeouts_per_generation",
            2);

    assertThat(filler(Optional.of(soft), "en"))
        .isEqualTo(new Filler(3_000, 2, List.of("Hmm...", "Let me see.")));
  }

  @Test
  void oneThatIsTurnedOffLeavesTheFillersOfThePlatform() {
    assertThat(filler(Optional.of(Map.of("timeout_seconds", -1, "message", "Hmm...")), "en"))
        .isEqualTo(filler(Optional.empty(), "en"));
  }

  @Test
  void oneWithoutWordsTakesThoseOfThePlatform() {
    var filler = filler(Optional.of(Map.of("timeout_seconds", 2)), "en");

    assertThat(filler.afterMs()).isEqualTo(2_000);
    assertThat(filler.phrases()).contains("One moment, please.");
  }

  private static Filler filler(Optional<Map<?, ?>> soft, String language) {
    return STANDARD.filler(soft, language);
  }
}
