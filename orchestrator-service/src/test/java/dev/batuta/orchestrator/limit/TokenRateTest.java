package dev.batuta.orchestrator.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenRateTest {
  private static final long NOON = 1_000_000_000_000L;
  private static final long SECOND = 1_000_000;

  @Test
  void after_a_pause_a_burst_is_taken_and_then_one_at_a_time() {
    TokenRate rate = TokenRate.of(SampleLimits.rate(10, 20));
    long fullAt = NOON;
    for (int i = 0; i < 20; i++) {
      TokenRate.Taken taken = rate.take(fullAt, NOON);
      assertThat(taken.taken()).isTrue();
      fullAt = taken.fullAt();
    }

    TokenRate.Taken tooMany = rate.take(fullAt, NOON);
    TokenRate.Taken later = rate.take(fullAt, NOON + SECOND / 10);

    assertThat(tooMany.taken()).isFalse();
    assertThat(rate.quota(tooMany.missing()).remaining()).isZero();
    assertThat(rate.quota(tooMany.missing()).nextIn()).isEqualTo(Duration.ofMillis(100));
    assertThat(later.taken()).isTrue();
  }

  @Test
  void what_is_left_is_told() {
    TokenRate rate = TokenRate.of(SampleLimits.rate(10, 20));

    assertThat(rate.quota(0)).isEqualTo(new Quota(20, Duration.ofSeconds(2), 20, Duration.ZERO));
    assertThat(rate.quota(rate.take(NOON, NOON).missing()).remaining()).isEqualTo(19);
  }

  @Test
  void a_clock_that_is_set_back_costs_one_bucket_at_the_most() {
    TokenRate rate = TokenRate.of(SampleLimits.rate(10, 20));
    long fullAt = rate.take(NOON, NOON).fullAt();

    TokenRate.Taken back = rate.take(fullAt, NOON - 120 * SECOND);

    assertThat(rate.quota(back.missing()).nextIn()).isEqualTo(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void in_no_stretch_of_time_more_is_taken_than_rate_and_burst_allow(long seed) {
    Random random = new Random(seed);
    int perSecond = 1 + random.nextInt(50);
    int burst = perSecond + random.nextInt(50);
    TokenRate rate = TokenRate.of(SampleLimits.rate(perSecond, burst));
    long now = NOON;
    long fullAt = 0;
    long taken = 0;

    for (int i = 0; i < 5_000; i++) {
      now += random.nextInt(40_000);
      TokenRate.Taken next = rate.take(fullAt, now);
      fullAt = next.fullAt();
      taken += next.taken() ? 1 : 0;
    }

    double seconds = (now - NOON) / 1e6;
    assertThat((double) taken)
        .as("seed %d", seed)
        .isLessThanOrEqualTo(burst + perSecond * seconds + 1);
  }

  @Test
  void a_burst_below_a_second_of_the_rate_is_refused() {
    assertThatThrownBy(() -> SampleLimits.rate(10, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("submit-burst");
  }
}
