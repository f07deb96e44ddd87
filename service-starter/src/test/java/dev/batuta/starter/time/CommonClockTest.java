package dev.batuta.starter.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CommonClockTest {
  private static final Instant NOON = Instant.parse("2126-03-01T12:00:00Z");
  private static final TimeProperties PROPERTIES =
      new TimeProperties(Duration.ZERO, Duration.ofSeconds(1), Duration.ofHours(1));

  private final AtomicReference<Instant> database = new AtomicReference<>(NOON);

  @Test
  void a_machine_two_minutes_ahead_takes_the_databases_time() {
    try (CommonClock clock = clock(NOON.plusSeconds(120))) {
      assertThat(clock.instant()).isEqualTo(NOON);
    }
  }

  @Test
  void a_machine_two_minutes_behind_takes_the_databases_time() {
    try (CommonClock clock = clock(NOON.minusSeconds(120))) {
      assertThat(clock.instant()).isEqualTo(NOON);
    }
  }

  @Test
  void what_is_tolerated_is_left_as_it_is() {
    try (CommonClock clock = clock(NOON.plusMillis(900))) {
      assertThat(clock.instant()).isEqualTo(NOON.plusMillis(900));
    }
  }

  @Test
  void the_correction_stays_while_the_database_does_not_answer() {
    Instant ahead = NOON.plusSeconds(120);
    AtomicReference<Instant> answer = new AtomicReference<>(NOON);
    InstantSource asked =
        () -> {
          Instant time = answer.get();
          if (time.equals(Instant.EPOCH)) {
            throw new IllegalStateException("no answer");
          }
          return time;
        };

    try (CommonClock clock = new CommonClock(() -> ahead, asked, PROPERTIES, "test")) {
      answer.set(Instant.EPOCH);
      try {
        clock.compare();
      } catch (IllegalStateException _) {
        // Its periodic check logs this.
      }

      assertThat(clock.instant()).isEqualTo(NOON);
    }
  }

  @Test
  void a_clock_that_was_set_right_is_corrected_no_more() {
    AtomicReference<Instant> machine = new AtomicReference<>(NOON.plusSeconds(120));
    try (CommonClock clock = new CommonClock(machine::get, database::get, PROPERTIES, "test")) {
      machine.set(NOON);

      clock.compare();

      assertThat(clock.instant()).isEqualTo(NOON);
    }
  }

  private CommonClock clock(Instant machine) {
    return new CommonClock(() -> machine, database::get, PROPERTIES, "test");
  }
}
