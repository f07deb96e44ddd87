package dev.batuta.orchestrator.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BusinessCalendarTest {
  private static final BusinessCalendar MONTEVIDEO = usual("UY", "America/Montevideo");
  private static final BusinessCalendar BOGOTA = usual("CO", "America/Bogota");

  @Test
  void uruguay_keeps_its_holidays_of_2026() {
    assertThat(holidays(MONTEVIDEO, 2026))
        .containsExactly(
            "2026-01-01",
            "2026-01-06",
            "2026-02-16",
            "2026-02-17",
            "2026-04-02",
            "2026-04-03",
            "2026-04-05",
            "2026-04-19",
            "2026-05-01",
            "2026-05-18",
            "2026-06-19",
            "2026-07-18",
            "2026-08-25",
            "2026-10-12",
            "2026-11-02",
            "2026-12-25");
  }

  @Test
  void colombia_moves_most_of_its_holidays_to_a_monday() {
    // With the holiday of July, new in 2026: Ley 2578 de 2026.
    assertThat(holidays(BOGOTA, 2026))
        .containsExactly(
            "2026-01-01",
            "2026-01-12",
            "2026-03-23",
            "2026-04-02",
            "2026-04-03",
            "2026-04-05",
            "2026-05-01",
            "2026-05-18",
            "2026-06-08",
            "2026-06-15",
            "2026-06-29",
            "2026-07-13",
            "2026-07-20",
            "2026-08-07",
            "2026-08-17",
            "2026-10-12",
            "2026-11-02",
            "2026-11-16",
            "2026-12-08",
            "2026-12-25");
  }

  @Test
  void a_country_that_nobody_knows_the_holidays_of_has_none() {
    assertThat(holidays(usual("ZZ", "UTC"), 2026)).isEmpty();
  }

  @Test
  void a_tenant_is_open_from_its_first_minute_until_before_its_last() {
    assertThat(MONTEVIDEO.isOpen(Instant.parse("2026-03-02T11:59:59Z"))).isFalse();
    assertThat(MONTEVIDEO.isOpen(Instant.parse("2026-03-02T12:00:00Z"))).isTrue();
    assertThat(MONTEVIDEO.isOpen(Instant.parse("2026-03-02T20:59:59Z"))).isTrue();
    assertThat(MONTEVIDEO.isOpen(Instant.parse("2026-03-02T21:00:00Z"))).isFalse();
    assertThat(MONTEVIDEO.isOpen(Instant.parse("2026-03-01T15:00:00Z"))).isFalse();
    assertThat(MONTEVIDEO.isOpen(Instant.parse("2026-08-25T15:00:00Z"))).isFalse();
  }

  @Test
  void the_next_opening_is_now_when_the_tenant_is_open_and_skips_weekend_and_holidays() {
    Instant open = Instant.parse("2026-02-13T14:00:00Z");
    Instant fridayEvening = Instant.parse("2026-02-13T21:00:00Z");

    assertThat(MONTEVIDEO.nextOpen(open)).isEqualTo(open);
    // The weekend, then Monday and Tuesday of carnival.
    assertThat(MONTEVIDEO.nextOpen(fridayEvening)).isEqualTo("2026-02-18T12:00:00Z");
  }

  @Test
  void business_time_runs_only_while_the_tenant_is_open() {
    Instant fridayAfternoon = Instant.parse("2026-02-13T20:00:00Z");

    assertThat(MONTEVIDEO.plus(fridayAfternoon, Duration.ofMinutes(60)))
        .isEqualTo("2026-02-13T21:00:00Z");
    assertThat(MONTEVIDEO.plus(fridayAfternoon, Duration.ofMinutes(61)))
        .isEqualTo("2026-02-18T12:01:00Z");
    assertThat(MONTEVIDEO.plus(fridayAfternoon, Duration.ofHours(24)))
        .isEqualTo("2026-02-20T17:00:00Z");
  }

  @Test
  void a_pause_at_noon_does_not_count() {
    BusinessCalendar siesta =
        calendar(
            "UY", "America/Montevideo", Map.of("monday", List.of("09:00-12:00", "14:00-18:00")));

    assertThat(siesta.plus(Instant.parse("2026-03-02T14:00:00Z"), Duration.ofHours(2)))
        .isEqualTo("2026-03-02T18:00:00Z");
  }

  @Test
  void a_day_on_which_the_clock_is_changed_has_the_hours_that_its_clock_shows() {
    Map<String, List<String>> night = Map.of("sunday", List.of("00:00-06:00"));
    BusinessCalendar newYork = calendar("ZZ", "America/New_York", night);
    BusinessCalendar madrid = calendar("ZZ", "Europe/Madrid", night);

    // 8 March 2026: from 2:00 to 3:00 there is no time in New York, so the night has five hours.
    assertThat(newYork.plus(Instant.parse("2026-03-08T05:00:00Z"), Duration.ofHours(5)))
        .isEqualTo("2026-03-08T10:00:00Z");
    // 25 October 2026: in Madrid the hour from 2:00 comes twice, so the night has seven.
    assertThat(madrid.plus(Instant.parse("2026-10-24T22:00:00Z"), Duration.ofHours(7)))
        .isEqualTo("2026-10-25T05:00:00Z");
  }

  @Test
  void an_opening_at_a_time_that_does_not_exist_begins_when_the_clock_is_changed() {
    BusinessCalendar madrid =
        calendar("ZZ", "Europe/Madrid", Map.of("sunday", List.of("02:30-04:00")));

    assertThat(madrid.nextOpen(Instant.parse("2026-03-28T23:00:00Z")))
        .isEqualTo("2026-03-29T01:00:00Z");
  }

  @Test
  void an_opening_that_does_not_exist_at_all_on_a_day_is_passed_over() {
    BusinessCalendar madrid =
        calendar("ZZ", "Europe/Madrid", Map.of("sunday", List.of("02:10-02:50")));

    assertThat(madrid.nextOpen(Instant.parse("2026-03-28T23:00:00Z")))
        .isEqualTo("2026-04-05T00:10:00Z");
  }

  @Test
  void a_wait_without_end_is_refused() {
    assertThatThrownBy(() -> MONTEVIDEO.plus(Instant.EPOCH, Duration.ofDays(4_000)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> MONTEVIDEO.plus(Instant.EPOCH, Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void adding_in_two_parts_gives_what_adding_at_once_gives() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      BusinessCalendar calendar = usual("US", "America/New_York");
      Instant from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(40_000_000));
      Duration first = Duration.ofMinutes(random.nextInt(3_000));
      Duration second = Duration.ofMinutes(1 + random.nextInt(3_000));

      Instant parts = calendar.plus(calendar.plus(from, first), second);

      assertThat(parts).as("seed " + seed).isEqualTo(calendar.plus(from, first.plus(second)));
      assertThat(calendar.isOpen(calendar.nextOpen(from))).as("seed " + seed).isTrue();
    }
  }

  private static List<String> holidays(BusinessCalendar calendar, int year) {
    return LocalDate.of(year, 1, 1)
        .datesUntil(LocalDate.of(year + 1, 1, 1))
        .filter(calendar::isHoliday)
        .map(LocalDate::toString)
        .toList();
  }

  private static BusinessCalendar usual(String country, String zone) {
    return calendar(country, zone, BusinessHours.USUAL.days());
  }

  private static BusinessCalendar calendar(
      String country, String zone, Map<String, List<String>> hours) {
    return BusinessCalendar.of(
        new TenantDescription(
            new TenantId("acme"),
            "Invented",
            country,
            "USD",
            "es",
            zone,
            TenantStatus.ACTIVE,
            Branding.PLAIN,
            TenantTier.PRO,
            BusinessHours.read(hours),
            Instant.EPOCH));
  }
}
