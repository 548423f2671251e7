package io.colloquy.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {

  @Test
  void cutsALongReasonBetweenCharacters() {
    var reason = "ü".repeat(100);

    var ending = new Ending(1000, reason);

    assertThat(ending.reason()).isEqualTo("ü".repeat(61));
    assertThat(ending.reason().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
  }

  @Test
  void keepsAReasonThatFits() {
    assertThat(new Ending(1000, "x".repeat(123)).reason()).hasSize(123);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1010, 1015, 2000, 5000})
  void replacesACodeThatMustNotBeSent(int code) {
    assertThat(new Ending(code, "").code()).isEqualTo(1011);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1002, 1008, 1011, 1013, 3000, 4999})
  void keepsACodeThatMayBeSent(int code) {
    assertThat(new Ending(code, "").code()).isEqualTo(code);
  }
}
