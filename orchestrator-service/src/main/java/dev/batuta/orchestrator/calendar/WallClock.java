package dev.batuta.orchestrator.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * The one rule for times on the clock of a zone that changes its offset: a time that exists twice
 * is the first of the two, a time that does not exist is the moment of the change.
 */
public final class WallClock {
  private WallClock() {}

  /** The moment at which a clock in {@code zone} shows {@code time}. */
  public static Instant instant(LocalDateTime time, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = zone.getRules().getTransition(time);
      return gap.getInstant();
    }
    return time.toInstant(offsets.getFirst());
  }
}
