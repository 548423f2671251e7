package io.colloquy.llm.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RememberedFilesTest {

  private Instant now = Instant.EPOCH;
  private final RememberedFiles remembered =
      new RememberedFiles(100, Duration.ofMinutes(5), () -> now);

  @Test
  void whatWasUsedLeastLatelyGoesFirst() {
    remembered.put("a", new byte[40]);
    remembered.put("b", new byte[40]);
    assertThat(remembered.get("a")).isPresent();

    remembered.put("c", new byte[40]);

    assertThat(remembered.get("a")).isPresent();
    assertThat(remembered.get("b")).isEmpty();
    assertThat(remembered.bytes()).isEqualTo(80);
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    remembered.put("a", new byte[40]);
    remembered.put("b", new byte[101]);

    assertThat(remembered.get("b")).isEmpty();
    assertThat(remembered.bytes()).isZero();
  }

  @Test
  void whatNobodyUsesIsForgotten() {
    remembered.put("a", new byte[40]);
    remembered.put("b", new byte[40]);
    now = now.plus(Duration.ofMinutes(4));
    assertThat(remembered.get("b")).isPresent();
    now = now.plus(Duration.ofMinutes(2));

    remembered.forgetUnused();

    assertThat(remembered.get("a")).isEmpty();
    assertThat(remembered.get("b")).isPresent();
    remembered.put("b", new byte[10]);
    assertThat(remembered.bytes()).isEqualTo(10);
  }
}
