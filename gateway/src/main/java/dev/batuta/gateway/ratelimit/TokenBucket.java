package dev.batuta.gateway.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of tokens that fills at a steady rate, kept as one number: the time at which it would be
 * full again (the generic cell rate algorithm of ITU-T I.371). Thread-safe, without locks.
 */
final class TokenBucket {
  private final long interval;
  private final long capacity;
  private final AtomicLong fullAt;

  /**
   * A full bucket.
   *
   * @param perSecond tokens it gains in a second
   * @param burst tokens it holds
   * @param now nanoseconds on any clock that only goes on
   */
  TokenBucket(int perSecond, int burst, long now) {
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    this.capacity = interval * burst;
    this.fullAt = new AtomicLong(now);
  }

  /** Takes a token; returns zero, or how long to wait for one, and then took none. */
  Duration take(long now) {
    while (true) {
      long before = fullAt.get();
      // Compared by difference: the clock's numbers may pass Long.MAX_VALUE.
      long missing = Math.max(before - now, 0);
      long wait = missing + interval - capacity;
      if (wait > 0) {
        return Duration.ofNanos(wait);
      }
      if (fullAt.compareAndSet(before, now + missing + interval)) {
        return Duration.ZERO;
      }
    }
  }
}
