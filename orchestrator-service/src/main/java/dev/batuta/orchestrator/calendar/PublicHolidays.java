package dev.batuta.orchestrator.calendar;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The public holidays of a country, on the days on which they are kept: Colombia moves most of its
 * to a Monday (Ley 51 de 1983), Uruguay three of its (Ley 16.805). Regional ones are not counted,
 * and of Uruguay's week of tourism (Ley 6.997) only Thursday and Friday, on which its banks are
 * closed. The library keeps what it computed for a year, and is safe for use by several threads.
 *
 * @see <a href="https://github.com/focus-shift/jollyday">jollyday, the source of the dates</a>
 */
final class PublicHolidays {
  private final @Nullable HolidayManager holidays;

  private PublicHolidays(@Nullable HolidayManager holidays) {
    this.holidays = holidays;
  }

  /**
   * Those of a country; none for one that the library does not know.
   *
   * @param country ISO 3166-1 alpha-2
   */
  static PublicHolidays of(String country) {
    String code = country.toLowerCase(Locale.ROOT);
    boolean known =
        HolidayManager.getSupportedCalendarCodes().stream().anyMatch(code::equalsIgnoreCase);
    return new PublicHolidays(
        known ? HolidayManager.getInstance(ManagerParameters.create(code)) : null);
  }

  boolean contains(LocalDate day) {
    return holidays != null && holidays.isHoliday(day, HolidayType.PUBLIC_HOLIDAY);
  }
}
