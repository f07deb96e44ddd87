package dev.batuta.contracts.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a tenant is open, by day of the week in its own time zone; public holidays are not in here.
 * The JSON form is an object such as {@code {"monday":["09:00-13:00","14:00-18:00"]}}; a day that
 * is not named is closed.
 *
 * @param opening the opening times of each day, in order, not overlapping; no day is closed all
 *     week
 */
public record BusinessHours(Map<DayOfWeek, List<Opening>> opening) {
  private static final Pattern RANGE = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
  private static final int MOST_A_DAY = 6;

  /** Monday to Friday, nine to six. */
  public static final BusinessHours USUAL =
      read(
          Map.of(
              "monday", List.of("09:00-18:00"),
              "tuesday", List.of("09:00-18:00"),
              "wednesday", List.of("09:00-18:00"),
              "thursday", List.of("09:00-18:00"),
              "friday", List.of("09:00-18:00")));

  /**
   * One stretch of a day.
   *
   * @param from when it opens
   * @param to when it closes; after {@code from}. 00:00 cannot be written: 23:59 is the latest
   */
  public record Opening(LocalTime from, LocalTime to) {
    public Opening {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("business_hours: " + from + " is not before " + to);
      }
    }
  }

  public BusinessHours {
    Map<DayOfWeek, List<Opening>> copy = new EnumMap<>(DayOfWeek.class);
    opening.forEach((day, openings) -> {
      for (int i = 1; i < openings.size(); i++) {
        if (openings.get(i).from().isBefore(openings.get(i - 1).to())) {
          throw new IllegalArgumentException(
              "business_hours: the openings of " + day + " overlap or are out of order");
        }
      }
      if (openings.size() > MOST_A_DAY) {
        throw new IllegalArgumentException("business_hours: at most 6 openings a day");
      }
      if (!openings.isEmpty()) {
        copy.put(day, List.copyOf(openings));
      }
    });
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("business_hours: at least one day has an opening");
    }
    opening = Map.copyOf(copy);
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static BusinessHours read(Map<String, List<String>> days) {
    Map<DayOfWeek, List<Opening>> opening = new EnumMap<>(DayOfWeek.class);
    days.forEach(
        (day, ranges) -> opening.put(day(day), ranges.stream().map(BusinessHours::range).toList()));
    return new BusinessHours(opening);
  }

  /** The JSON form. */
  @JsonValue
  public Map<String, List<String>> days() {
    Map<String, List<String>> days = new LinkedHashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Opening> openings = opening.get(day);
      if (openings != null) {
        days.put(
            day.name().toLowerCase(Locale.ROOT),
            openings.stream().map(each -> each.from() + "-" + each.to()).toList());
      }
    }
    return days;
  }

  private static DayOfWeek day(String word) {
    try {
      return DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("business_hours: days are monday to sunday, was " + word);
    }
  }

  private static Opening range(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException(
          "business_hours: an opening has the form 09:00-18:00, was " + text);
    }
    try {
      return new Opening(LocalTime.parse(range.group(1)), LocalTime.parse(range.group(2)));
    } catch (java.time.format.DateTimeParseException _) {
      throw new IllegalArgumentException("business_hours: not times of a day: " + text);
    }
  }
}
