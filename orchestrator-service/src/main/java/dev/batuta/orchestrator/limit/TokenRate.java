package dev.batuta.orchestrator.limit;

import java.time.Duration;

/**
 * The rule of a rate with bursts, as a function of one number: the time at which the bucket would
 * be full again (generic cell rate algorithm, ITU-T I.371). Times are microseconds.
 *
 * @param interval between two requests in the long run
 * @param capacity what a full bucket is worth
 */
record TokenRate(long interval, long capacity) {
  private static final long SECOND = 1_000_000;

  /**
   * What became of a request.
   *
   * @param taken whether it took a token
   * @param fullAt when the bucket will be full
   * @param missing what is missing in it now
   */
  record Taken(boolean taken, long fullAt, long missing) {}

  static TokenRate of(TierLimits limits) {
    long interval = SECOND / limits.submitsPerSecond();
    return new TokenRate(interval, interval * limits.submitBurst());
  }

  Taken take(long fullAt, long now) {
    // Never more than a whole bucket: a clock that is set back must not shut a tenant out.
    long missing = Math.clamp(fullAt - now, 0, capacity);
    return missing + interval > capacity
        ? new Taken(false, fullAt, missing)
        : new Taken(true, now + missing + interval, missing + interval);
  }

  /** What is left when {@code missing} is missing. */
  Quota quota(long missing) {
    long left = Math.max(capacity - missing, 0);
    int remaining = Math.toIntExact(left / interval);
    long nextIn = missing <= 0 ? 0 : interval - left % interval;
    return new Quota(
        Math.toIntExact(capacity / interval),
        Duration.ofNanos(capacity * 1_000),
        remaining,
        Duration.ofNanos(nextIn * 1_000));
  }
}
