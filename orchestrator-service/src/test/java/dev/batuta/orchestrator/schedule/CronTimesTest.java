package dev.batuta.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CronTimesTest {
  @Test
  void five_fields_begin_with_the_minutes_and_six_with_the_seconds() {
    assertThat(times("30 9 * * 1-5", "America/Montevideo", "2026-11-20T13:00:00Z", 2))
        .containsExactly("2026-11-23T12:30:00Z", "2026-11-24T12:30:00Z");
    assertThat(times("15 30 9 * * *", "UTC", "2026-11-20T13:00:00Z", 1))
        .containsExactly("2026-11-21T09:30:15Z");
    assertThat(times("@daily", "America/Bogota", "2026-11-20T13:00:00Z", 1))
        .containsExactly("2026-11-21T05:00:00Z");
  }

  @Test
  void what_is_no_expression_is_refused() {
    for (String wrong : List.of("", "* * *", "61 * * * *", "hello there you two five")) {
      assertThatThrownBy(() -> CronTimes.of(wrong, ZoneId.of("UTC")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_day_that_never_comes_has_no_time() {
    assertThat(CronTimes.of("0 0 30 2 *", ZoneId.of("UTC")).after(Instant.EPOCH)).isNull();
  }

  @Test
  void a_time_that_does_not_exist_is_the_moment_at_which_the_clock_is_changed() {
    // Madrid, 29 March 2026: two o'clock becomes three at 01:00 UTC.
    assertThat(times("30 2 * * *", "Europe/Madrid", "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    // New York, 8 March 2026: the same at 07:00 UTC.
    assertThat(times("30 2 * * *", "America/New_York", "2026-03-07T00:00:00Z", 3))
        .containsExactly("2026-03-07T07:30:00Z", "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z");
  }

  @Test
  void several_times_that_do_not_exist_are_one() {
    assertThat(times("*/10 2 * * *", "Europe/Madrid", "2026-03-28T23:00:00Z", 2))
        .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z");
  }

  @Test
  void a_time_that_comes_twice_is_the_first_of_the_two() {
    // Madrid, 25 October 2026: three o'clock becomes two at 01:00 UTC.
    assertThat(times("30 2 * * *", "Europe/Madrid", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    // New York, 1 November 2026: two o'clock becomes one at 06:00 UTC.
    assertThat(times("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", 2))
        .containsExactly("2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z");
  }

  @Test
  void asked_in_the_hour_that_comes_twice_it_does_not_fire_again() {
    assertThat(times("30 2 * * *", "Europe/Madrid", "2026-10-25T01:10:00Z", 1))
        .containsExactly("2026-10-26T01:30:00Z");
  }

  @Test
  void what_fires_in_every_hour_goes_on_in_elapsed_time() {
    assertThat(times("*/30 * * * *", "Europe/Madrid", "2026-03-29T00:00:00Z", 4))
        .containsExactly(
            "2026-03-29T00:30:00Z",
            "2026-03-29T01:00:00Z",
            "2026-03-29T01:30:00Z",
            "2026-03-29T02:00:00Z");
    assertThat(times("*/30 * * * *", "America/New_York", "2026-11-01T04:45:00Z", 6))
        .containsExactly(
            "2026-11-01T05:00:00Z",
            "2026-11-01T05:30:00Z",
            "2026-11-01T06:00:00Z",
            "2026-11-01T06:30:00Z",
            "2026-11-01T07:00:00Z",
            "2026-11-01T07:30:00Z");
  }

  private static List<String> times(String expression, String zone, String from, int count) {
    CronTimes cron = CronTimes.of(expression, ZoneId.of(zone));
    List<String> times = new ArrayList<>();
    Instant at = Instant.parse(from);
    while (times.size() < count && at != null) {
      at = cron.after(at);
      times.add(String.valueOf(at));
    }
    return times;
  }
}
