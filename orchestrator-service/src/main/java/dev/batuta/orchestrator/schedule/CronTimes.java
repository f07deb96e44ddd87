package dev.batuta.orchestrator.schedule;

import dev.batuta.orchestrator.calendar.WallClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times of a cron expression in a zone. Where the clock is changed, two rules hold, as in
 * cron(8). An expression whose field of hours begins with a star goes on in elapsed time: no time
 * is missing for it, and the hour that comes twice has its firings twice. For every other one, a
 * time that comes twice is the first of the two, and a time that does not exist is the moment of
 * the change.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/cron.8.html">cron(8), daylight saving</a>
 */
final class CronTimes {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int FIELDS_FROM_MINUTES = 5;
  private static final int HOURS_BEFORE_END = 4;
  private static final int MOST_CHANGES = 1_000;
  private static final int MOST_TRIES = 100_000;

  private final CronExpression expression;
  private final ZoneId zone;
  private final boolean everyHour;

  private CronTimes(CronExpression expression, ZoneId zone, boolean everyHour) {
    this.expression = expression;
    this.zone = zone;
    this.everyHour = everyHour;
  }

  /**
   * Reads an expression of five or six fields, or a word such as {@code @daily}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static CronTimes of(String text, ZoneId zone) {
    String given = text.trim();
    List<String> fields = List.of(BLANKS.split(given, -1));
    String whole = fields.size() == FIELDS_FROM_MINUTES ? "0 " + given : given;
    String hours =
        fields.size() < FIELDS_FROM_MINUTES
            ? given.equals("@hourly") ? "*" : ""
            : fields.get(fields.size() - HOURS_BEFORE_END);
    boolean everyHour = hours.startsWith("*");
    return new CronTimes(CronExpression.parse(whole), zone, everyHour);
  }

  static CronTimes of(Trigger.Cron cron) {
    return of(cron.expression(), ZoneId.of(cron.timeZone()));
  }

  /** The first time after a moment; null if there is none any more. */
  @Nullable Instant after(Instant moment) {
    return everyHour ? elapsed(moment) : onTheClock(moment);
  }

  private @Nullable Instant elapsed(Instant moment) {
    ZoneOffset offset = zone.getRules().getOffset(moment);
    LocalDateTime shown = LocalDateTime.ofInstant(moment, offset);
    Instant since = moment;
    for (int i = 0; i < MOST_CHANGES; i++) {
      LocalDateTime next = expression.next(shown);
      if (next == null) {
        return null;
      }
      Instant found = next.toInstant(offset);
      ZoneOffsetTransition change = zone.getRules().nextTransition(since);
      if (change == null || found.isBefore(change.getInstant())) {
        return found;
      }
      // From the change on the clock shows something else; that moment itself may be a time.
      since = change.getInstant();
      offset = change.getOffsetAfter();
      shown = change.getDateTimeAfter().minusNanos(1);
    }
    return null;
  }

  private @Nullable Instant onTheClock(Instant moment) {
    LocalDateTime shown = LocalDateTime.ofInstant(moment, zone);
    for (int i = 0; i < MOST_TRIES; i++) {
      LocalDateTime next = expression.next(shown);
      if (next == null) {
        return null;
      }
      Instant found = WallClock.instant(next, zone);
      if (found.isAfter(moment)) {
        return found;
      }
      // The second time the clock shows it, or one of several that do not exist.
      shown = next;
    }
    return null;
  }
}
