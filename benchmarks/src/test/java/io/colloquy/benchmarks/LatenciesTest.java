package io.colloquy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentilesAreMeasuredValuesByNearestRank() {
    var latencies =
        Latencies.ofNanos(LongStream.rangeClosed(1, 200).mapToObj(ms -> ms * 1_000_000).toList());

    assertThat(latencies.percentile(50)).isEqualTo(100);
    assertThat(latencies.percentile(99)).isEqualTo(198);
    assertThat(latencies.percentile(100)).isEqualTo(200);
  }

  @Test
  void aSingleValueIsEveryPercentile() {
    var latencies = Latencies.ofNanos(List.of(7_500_000L));

    assertThat(latencies.percentile(1)).isEqualTo(7.5);
    assertThat(latencies.percentile(99)).isEqualTo(7.5);
  }

  @Test
  void aCommonPartIsTakenOffEachValue() {
    var net = Latencies.ofNanos(List.of(650_000_000L, 610_000_000L)).minus(600);

    assertThat(net.sortedMs()).containsExactly(10, 50);
  }
}
