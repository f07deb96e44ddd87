package dev.batuta.orchestrator.calendar;

import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.BusinessHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * When a tenant is open: in its opening hours, on the clock of its time zone, except on the public
 * holidays of its country. An opening begins with its first minute and ends before its last. Where
 * the clock is changed, {@link WallClock} says which moment is meant. Thread-safe.
 */
public final class BusinessCalendar {
  private static final int LONGEST_CLOSED_DAYS = 366;
  private static final int LONGEST_WALK_DAYS = 3_660;

  private final ZoneId zone;
  private final BusinessHours hours;
  private final PublicHolidays holidays;

  private BusinessCalendar(ZoneId zone, BusinessHours hours, PublicHolidays holidays) {
    this.zone = zone;
    this.hours = hours;
    this.holidays = holidays;
  }

  /**
   * That of a tenant. A country that the source of holidays does not know has none.
   *
   * @throws java.time.DateTimeException if the tenant's time zone does not exist
   */
  public static BusinessCalendar of(TenantDescription tenant) {
    return new BusinessCalendar(
        ZoneId.of(tenant.timeZone()), tenant.businessHours(), PublicHolidays.of(tenant.country()));
  }

  /** Whether a day is a public holiday of the tenant's country. */
  public boolean isHoliday(LocalDate day) {
    return holidays.contains(day);
  }

  /** Whether the tenant is open at a moment. */
  public boolean isOpen(Instant moment) {
    return openings(moment.atZone(zone).toLocalDate()).stream()
        .anyMatch(opening -> opening.contains(moment));
  }

  /**
   * The first moment, from {@code moment} on, at which the tenant is open; {@code moment} itself
   * when it is open then.
   *
   * @throws IllegalStateException if it is closed for 366 days
   */
  public Instant nextOpen(Instant moment) {
    return plus(moment, Duration.ZERO);
  }

  /**
   * Adds business time: the clock runs only while the tenant is open. The result lies within an
   * opening or is the end of one; for a length of zero it is {@link #nextOpen}.
   *
   * @param businessTime not negative
   * @throws IllegalArgumentException if {@code businessTime} is negative
   * @throws IllegalStateException if the tenant is closed for 366 days on the way, or the end lies
   *     ten years ahead
   */
  public Instant plus(Instant from, Duration businessTime) {
    if (businessTime.isNegative()) {
      throw new IllegalArgumentException("business time is not negative, was " + businessTime);
    }
    LocalDate first = from.atZone(zone).toLocalDate();
    Duration left = businessTime;
    int closed = 0;
    for (int i = 0; i < LONGEST_WALK_DAYS && closed <= LONGEST_CLOSED_DAYS; i++) {
      closed++;
      for (Stretch opening : openings(first.plusDays(i))) {
        if (!from.isBefore(opening.to())) {
          continue;
        }
        closed = 0;
        Instant begin = from.isAfter(opening.from()) ? from : opening.from();
        Duration length = Duration.between(begin, opening.to());
        if (left.compareTo(length) <= 0) {
          return begin.plus(left);
        }
        left = left.minus(length);
      }
    }
    throw new IllegalStateException(
        "no end of " + businessTime + " of business time after " + from + " within the bounds");
  }

  private List<Stretch> openings(LocalDate day) {
    List<BusinessHours.Opening> openings = hours.opening().get(day.getDayOfWeek());
    if (openings == null || isHoliday(day)) {
      return List.of();
    }
    return openings.stream()
        .map(opening ->
            new Stretch(
                WallClock.instant(day.atTime(opening.from()), zone),
                WallClock.instant(day.atTime(opening.to()), zone)))
        .filter(stretch -> stretch.from().isBefore(stretch.to()))
        .toList();
  }

  /** One opening of one day. */
  private record Stretch(Instant from, Instant to) {
    boolean contains(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(to);
    }
  }
}
