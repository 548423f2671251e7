package io.colloquy.analysis.intake;

import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.started;
import static io.colloquy.analysis.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.Packet;
import io.colloquy.contracts.event.ConversationDeleted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Packet TURN = turn("conv_1", 0).event(NOW).encode();
  private static final Packet STARTED = started("conv_1").event(NOW).encode();
  private static final Packet ENDED = ended("conv_1", 2).event(NOW).encode();

  @Test
  void whatFollowsTheContractIsRead() {
    assertThat(Decoding.turn(TURN)).isEqualTo(turn("conv_1", 0));
    assertThat(Decoding.conversation(STARTED)).isEqualTo(started("conv_1"));
    assertThat(Decoding.conversation(ENDED)).isEqualTo(ended("conv_1", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"index\":0         | \"index\":-1",
        "\"conversation_id\" | \"conversation\"",
        "\"conv_1\"          | \"  \"",
        "\"conv_1\"          | \"conv_2\"",
        "\"agent_id\"        | \"agent\"",
        "\"role\"            | \"roll\"",
        "\"agent\"           | \"bishop\"",
        "\"time_in_call_secs\":0 | \"time_in_call_secs\":-3",
        "\"metrics_ms\"      | \"metrics\"",
        "120.5               | \"NaN\""
      })
  void aTurnThatCouldNotBeStoredIsRefusedBeforeItGetsToTheDatabase(String text, String spoiled) {
    assertRefused(Decoding::turn, replaced(TURN, text, spoiled));
  }

  @Test
  void aConversationEventThatCouldNotBeStoredIsRefused() {
    assertRefused(Decoding::conversation, replaced(ENDED, "\"turn_count\":2", "\"turn_count\":-2"));
    assertRefused(Decoding::conversation, replaced(STARTED, "\"initiation\"", "\"begin\""));
    assertRefused(Decoding::conversation, replaced(STARTED, "\"started\"", "\"restarted\""));
    assertRefused(Decoding::conversation, TURN);
    assertRefused(Decoding::turn, STARTED);
  }

  @Test
  void anIdThatFitsInNoIndexIsRefused() {
    var id = "a".repeat(256);

    assertRefused(Decoding::turn, turn(id, 0).event(NOW).encode());
    assertRefused(Decoding::conversation, started(id).event(NOW).encode());
  }

  @Test
  void anEventOfALaterVersionIsNotTakenForOneOfThis() {
    var headers = new HashMap<>(TURN.headers());
    headers.put("ce_type", "io.colloquy.transcript.turn.v2");

    assertRefused(Decoding::turn, new Packet(headers, TURN.body()));
  }

  @Test
  void aNulThatPostgresqlDoesNotStoreIsReplacedAndTheRestOfTheTurnKept() {
    var withNul = replaced(TURN, "turn 0", "a\\u0000b \\\\u0000 \\\\\\u0000");

    assertThat(Decoding.turn(withNul).message()).isEqualTo("a\uFFFDb \\u0000 \\\uFFFD");
  }

  private static void assertRefused(Function<Packet, ?> decoding, Packet packet) {
    assertThatThrownBy(() -> decoding.apply(packet)).isInstanceOf(Packet.MalformedPacket.class);
  }

  private static Packet replaced(Packet packet, String text, String other) {
    var json = new String(packet.body(), StandardCharsets.UTF_8);
    assertThat(json).contains(text);
    return new Packet(packet.headers(), json.replace(text, other).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatThisServiceToldOfADeletionIsNoEventOfACall() {
    var deleted =
        new ConversationDeleted(
            "conv_1", "agent_1", 1_763_884_800L, ConversationDeleted.Reason.REQUEST, true, true);

    assertThat(Decoding.isDeletion(deleted.event().encode())).isTrue();
    assertThat(Decoding.isDeletion(STARTED)).isFalse();
  }
}
