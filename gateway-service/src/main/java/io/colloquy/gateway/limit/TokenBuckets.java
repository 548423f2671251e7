package io.colloquy.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One token bucket for each name: it holds so many tokens, each request takes one, and they come
 * back at a steady rate. Asking costs the same however many names there are, and at most 20,000 are
 * remembered; who is forgotten begins with a full bucket. Safe for use by many threads.
 */
public final class TokenBuckets {

  private static final int MOST_REMEMBERED = 20_000;
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double perSecond;
  private final int burst;
  private final LongSupplier nanos;
  private final Cache<String, Bucket> buckets;

  /**
   * @param perSecond tokens that come back in a second; 0 for no limit at all
   * @param burst tokens in a full bucket, at least 1
   * @param nanos a clock that only goes forward
   */
  public TokenBuckets(double perSecond, int burst, LongSupplier nanos) {
    if (perSecond < 0 || burst < 1) {
      throw new IllegalArgumentException(perSecond + " per second, " + burst + " at once");
    }
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterAccess(perSecond == 0 ? Duration.ZERO : timeToFill())
            .build();
  }

  /** By then the bucket is full again, as a new one is. */
  private Duration timeToFill() {
    return Duration.ofMillis((long) Math.ceil(burst / perSecond * 1_000) + 1);
  }

  /** Takes a token. Zero if there was one, else how long it is until the next. */
  public Duration take(String name) {
    return perSecond == 0 ? Duration.ZERO : buckets.get(name, _ -> new Bucket()).take();
  }

  private final class Bucket {
    private double tokens = burst;
    private long filledAt = nanos.getAsLong();

    synchronized Duration take() {
      long now = nanos.getAsLong();
      tokens = Math.min(burst, tokens + (now - filledAt) / NANOS_PER_SECOND * perSecond);
      filledAt = now;
      if (tokens >= 1) {
        tokens--;
        return Duration.ZERO;
      }
      return Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * NANOS_PER_SECOND));
    }
  }
}
