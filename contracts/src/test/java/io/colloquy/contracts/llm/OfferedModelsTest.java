package io.colloquy.contracts.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfferedModelsTest {

  @Test
  void anOfferComesBackAsItWasPublished() {
    var offer =
        new OfferedModels(
            List.of(new OfferedModels.Offered("claude-3-haiku", "anthropic", true, true, false)));

    assertThat(OfferedModels.CODEC.decode(OfferedModels.CODEC.encode(offer))).isEqualTo(offer);
    assertThat(offer.find("claude-3-haiku")).contains(offer.models().getFirst());
    assertThat(offer.find("claude-3")).isEmpty();
  }

  @Test
  void whoHasAKeyOfAProviderMayNameItsModelsAndNoOthers() {
    var offer =
        new OfferedModels(
            List.of(
                new OfferedModels.Offered("gpt-4o", "openai", false, false, false),
                new OfferedModels.Offered("gpt-oss-20b", "open-weights", false, false, false),
                new OfferedModels.Offered("claude-3-haiku", "anthropic", true, true, false)));

    assertThat(offer.orOf(Set.of("openai")).models())
        .filteredOn(OfferedModels.Offered::configured)
        .extracting(OfferedModels.Offered::id)
        .containsExactly("gpt-4o", "claude-3-haiku");
    assertThat(offer.orOf(Set.of())).isEqualTo(offer);
  }

  @Test
  void theDocumentationNamesSixtyTwoModels() {
    assertThat(DocumentedModels.ALL.models())
        .extracting(OfferedModels.Offered::id)
        .doesNotHaveDuplicates()
        .hasSize(62)
        .contains("gpt-4o", "gemini-2.0-flash", "claude-3-5-sonnet-v2@20241022", CustomModel.ID);
  }

  @Test
  void withZeroRetentionTheDocumentedModelsAreLeft() {
    assertThat(DocumentedModels.ALL.models())
        .filteredOn(OfferedModels.Offered::zeroRetention)
        .extracting(OfferedModels.Offered::id)
        .contains(
            "gemini-2.5-flash",
            "gemini-2.5-flash-lite",
            "gemini-2.0-flash",
            "gemini-2.0-flash-lite",
            "gemini-1.5-flash",
            "gemini-1.5-pro",
            "claude-3-7-sonnet",
            "claude-3-5-sonnet",
            "claude-3-haiku",
            CustomModel.ID)
        .allMatch(id -> id.matches("gemini-.*|claude-3.*|custom-llm"));
  }
}
