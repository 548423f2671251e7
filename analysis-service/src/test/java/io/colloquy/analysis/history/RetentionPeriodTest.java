package io.colloquy.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetentionPeriodTest {

  private static final long END = 1_763_884_860L;

  @Test
  void isTwoYearsFromTheEndWhereNobodySaysOtherwise() {
    assertThat(Retention.DEFAULT.deletionTime(END)).contains(END + 63_072_000);
  }

  @Test
  void isCountedInDaysOrNotAtAll() {
    assertThat(Retention.of(30, false, false).deletionTime(END)).contains(END + 2_592_000);
    assertThat(Retention.of(0, false, false).deletionTime(END)).contains(END);
    assertThat(Retention.of(-1, false, false).deletionTime(END)).isEmpty();
    assertThat(Retention.of(36_500, false, false).deletionTime(END)).contains(END + 3_153_600_000L);
  }

  @Test
  void holdsForBothPartsUnlessOneIsNamed() {
    assertThat(Retention.of(30, false, false)).isEqualTo(new Retention(30, true, true));
    assertThat(Retention.of(30, true, false)).isEqualTo(new Retention(30, true, false));
    assertThat(Retention.of(30, false, true)).isEqualTo(new Retention(30, false, true));
    assertThat(Retention.of(30, true, true)).isEqualTo(new Retention(30, true, true));
  }

  @Test
  void thatIsMoreThanANumberCanHoldIsLongAndNotOver() {
    assertThat(Retention.of(4_294_967_296d, false, false).days()).isEqualTo(1_000_000);
    assertThat(Retention.of(1e300, false, false).days()).isEqualTo(1_000_000);
  }
}
