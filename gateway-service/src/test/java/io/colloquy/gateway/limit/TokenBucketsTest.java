package io.colloquy.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

  private final AtomicLong nanos = new AtomicLong(-7);
  private final TokenBuckets buckets = new TokenBuckets(2, 3, nanos::get);

  @Test
  void aBurstGoesThroughAndThenNothing() {
    assertThat(buckets.take("a")).isZero();
    assertThat(buckets.take("a")).isZero();
    assertThat(buckets.take("a")).isZero();
    assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void tokensComeBackAtASteadyRateUpToAFullBucket() {
    empty("a");
    pass(Duration.ofMillis(499));
    assertThat(buckets.take("a")).isPositive();
    pass(Duration.ofMillis(1));
    assertThat(buckets.take("a")).isZero();
    pass(Duration.ofHours(1));
    assertThat(empty("a")).isEqualTo(3);
  }

  @Test
  void whoWaitsAsLongAsWasSaidIsServed() {
    empty("a");
    pass(Duration.ofMillis(123));
    pass(buckets.take("a"));
    assertThat(buckets.take("a")).isZero();
  }

  @Test
  void oneNameDoesNotUseUpAnothersTokens() {
    empty("a");
    assertThat(buckets.take("b")).isZero();
  }

  @Test
  void zeroIsNoLimit() {
    var open = new TokenBuckets(0, 1, nanos::get);
    for (int i = 0; i < 10_000; i++) {
      assertThat(open.take("a")).isZero();
    }
  }

  @Test
  void senselessLimitsAreRefused() {
    assertThatThrownBy(() -> new TokenBuckets(-1, 1, nanos::get))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TokenBuckets(1, 0, nanos::get))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoHasAnIpv6NetworkCountsOnce() {
    assertThat(RateLimits.network("2001:db8:1:2::1"))
        .isEqualTo(RateLimits.network("2001:db8:1:2:ffff::2"))
        .isNotEqualTo(RateLimits.network("2001:db8:1:3::1"));
    assertThat(RateLimits.network("10.0.0.1")).isNotEqualTo(RateLimits.network("10.0.0.2"));
  }

  /** Takes until there is no token, and says how many there were. */
  private int empty(String name) {
    int taken = 0;
    while (buckets.take(name).isZero()) {
      taken++;
    }
    return taken;
  }

  private void pass(Duration time) {
    nanos.addAndGet(TimeUnit.NANOSECONDS.convert(time));
  }
}
