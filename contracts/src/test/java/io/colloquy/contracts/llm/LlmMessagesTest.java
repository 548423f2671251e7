package io.colloquy.contracts.llm;

import static io.colloquy.contracts.Malformed.assertRefused;
import static io.colloquy.contracts.Malformed.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlmMessagesTest {

  static Stream<LlmRequest> requests() {
    return Stream.of(
        new LlmRequest.Generate(
            "conv_1",
            "gen_1",
            "builtin",
            List.of(
                ChatMessage.system("Be brief."),
                ChatMessage.assistant("Hello \"you\""),
                ChatMessage.user("Wie geht’s?")),
            0.7,
            -1,
            1_700_000_000_000L),
        new LlmRequest.Cancel("conv_1", "gen_1"));
  }

  static Stream<LlmDelta> deltas() {
    return Stream.of(
        new LlmDelta.Text("conv_1", "gen_1", " line\nbreak 👋"),
        new LlmDelta.Finished("conv_1", "gen_1", "builtin", 12, 34, 56),
        new LlmDelta.Failed("conv_1", "gen_1", "llm_error", "no model answered"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestComesBackAsItWasSent(LlmRequest request) {
    assertThat(LlmRequest.CODEC.decode(LlmRequest.CODEC.encode(request))).isEqualTo(request);
  }

  @ParameterizedTest
  @MethodSource("deltas")
  void aDeltaComesBackAsItWasSent(LlmDelta delta) {
    assertThat(LlmDelta.CODEC.decode(LlmDelta.CODEC.encode(delta))).isEqualTo(delta);
  }

  @Test
  void rolesAreWrittenAsModelsKnowThem() {
    var packet = LlmRequest.CODEC.encode(requests().findFirst().orElseThrow());

    assertThat(new String(packet.body(), StandardCharsets.UTF_8))
        .contains("\"role\":\"system\"", "\"role\":\"user\"", "\"role\":\"assistant\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"kind\":\"generate\"}",
        "{\"kind\":\"generate\",\"messages\":[{\"role\":\"bishop\",\"content\":\"\"}]}",
        "{\"kind\":\"dream\"}"
      })
  void whatIsNoRequestIsMalformed(String json) {
    assertRefused(LlmRequest.CODEC, body(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "7", "{\"kind\":\"dream\"}", "{\"kind\":\"finished\",\"model\":[]}"})
  void whatIsNoDeltaIsMalformed(String json) {
    assertRefused(LlmDelta.CODEC, body(json));
  }
}
