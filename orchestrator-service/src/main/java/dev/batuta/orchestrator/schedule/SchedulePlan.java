package dev.batuta.orchestrator.schedule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule is to do now.
 *
 * @param fire the planned moments whose firings happen now, in order
 * @param skipped how many are passed over
 * @param next the planned moment that is looked at next; null when there is none any more
 * @param dueAt when that is; null when there is none any more
 */
record SchedulePlan(
    List<Instant> fire, int skipped, @Nullable Instant next, @Nullable Instant dueAt) {
  SchedulePlan {
    fire = List.copyOf(fire);
  }
}
