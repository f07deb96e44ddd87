package dev.batuta.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  // Near the end of the range: the numbers of a running clock may pass it.
  private static final long BEGIN = Long.MAX_VALUE - SECOND / 2;

  private final TokenBucket bucket = new TokenBucket(10, 3, BEGIN);

  @Test
  void a_burst_is_let_through_and_then_the_steady_rate() {
    assertThat(bucket.take(BEGIN)).isZero();
    assertThat(bucket.take(BEGIN)).isZero();
    assertThat(bucket.take(BEGIN)).isZero();
    assertThat(bucket.take(BEGIN)).isEqualTo(Duration.ofMillis(100));

    assertThat(bucket.take(BEGIN + SECOND / 10)).isZero();
    assertThat(bucket.take(BEGIN + SECOND / 10)).isPositive();
  }

  @Test
  void a_refused_request_takes_nothing() {
    for (int i = 0; i < 100; i++) {
      bucket.take(BEGIN);
    }

    assertThat(bucket.take(BEGIN + SECOND / 10)).isZero();
  }

  @Test
  void after_a_long_pause_the_bucket_is_full_and_no_fuller() {
    long later = BEGIN + 100 * SECOND;

    assertThat(bucket.take(later)).isZero();
    assertThat(bucket.take(later)).isZero();
    assertThat(bucket.take(later)).isZero();
    assertThat(bucket.take(later)).isPositive();
  }
}
