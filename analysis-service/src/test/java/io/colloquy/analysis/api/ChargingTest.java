package io.colloquy.analysis.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.Samples;
import io.colloquy.analysis.history.ConversationRecord;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ModelUsage;
import io.colloquy.contracts.llm.ModelUsage.Tokens;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.schema.Check;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a conversation cost, from what its turns and its end tell. */
class ChargingTest {

  private static final String ID = "conv_1";

  @Test
  void theTurnsAddUpAndWhatWasNotSaidIsInTheEnd() {
    var known =
        ConversationRecord.blank(ID, Samples.AGENT)
            .with(turn(0, Optional.empty()))
            .with(turn(1, Optional.of(used(100))))
            .with(turn(2, Optional.of(used(20))))
            .with(ended(Optional.of(used(150))));

    var charging = shown(known);

    assertThat(tokens(charging, "irreversible_generation")).isEqualTo(120);
    assertThat(tokens(charging, "initiated_generation")).isEqualTo(150);
    assertThat(charging.path("llm_price").decimalValue()).isEqualByComparingTo("0.000375");
    var schema = ApiDocument.get().schema("ConversationChargingCommonModel");
    assertThat(Check.flaws(schema, charging, List.of())).isEmpty();
  }

  @Test
  void untilItEndsTheTurnsAreAllThatIsKnown() {
    var known = ConversationRecord.blank(ID, Samples.AGENT).with(turn(0, Optional.of(used(100))));

    var charging = shown(known);

    assertThat(tokens(charging, "initiated_generation")).isEqualTo(100);
    assertThat(charging.path("llm_price").decimalValue()).isEqualByComparingTo("0.00025");
  }

  @Test
  void aConversationWithoutModelsHasNoPrice() {
    var charging = shown(ConversationRecord.blank(ID, Samples.AGENT).with(ended(Optional.empty())));

    assertThat(charging.path("llm_price").isNull()).isTrue();
    assertThat(charging.at("/llm_usage/initiated_generation/model_usage")).isEmpty();
  }

  private static JsonNode shown(ConversationRecord known) {
    return Json.MAPPER.valueToTree(CallMetadata.Charging.of(known));
  }

  private static long tokens(JsonNode charging, String category) {
    return charging
        .path("llm_usage")
        .path(category)
        .path("model_usage")
        .path("gpt-4o")
        .path("input")
        .path("tokens")
        .asLong();
  }

  private static LlmUsage used(long tokens) {
    return LlmUsage.of(
        "gpt-4o",
        new ModelUsage(
            Tokens.at(new BigDecimal("2.5"), tokens), Tokens.NONE, Tokens.NONE, Tokens.NONE));
  }

  private static Ended ended(Optional<LlmUsage> used) {
    return new Ended(
        ID, Samples.AGENT, Samples.START, Samples.START + 60, 3, "", Optional.empty(), used);
  }

  private static TranscriptTurn turn(int index, Optional<LlmUsage> used) {
    return new TranscriptTurn(
        ID,
        Samples.AGENT,
        index,
        TranscriptTurn.Role.AGENT,
        "Hello.",
        0,
        false,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        used);
  }
}
