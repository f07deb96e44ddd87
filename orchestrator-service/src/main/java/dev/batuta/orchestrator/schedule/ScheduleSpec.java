package dev.batuta.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant wants of a schedule.
 *
 * @param name for people; 1 to 100 characters
 * @param trigger what makes it fire
 * @param target what it starts
 * @param misfire what becomes of firings that were missed
 * @param jitter how much later than planned it fires at the most; not negative
 * @param calendar the hours it keeps to
 * @param startsAt nothing is planned before; null for no bound
 * @param endsAt nothing is planned after; null for no bound
 */
record ScheduleSpec(
    String name,
    Trigger trigger,
    Target target,
    Misfire misfire,
    Duration jitter,
    CalendarRule calendar,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt) {}
