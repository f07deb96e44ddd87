package dev.batuta.system.proof;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What was found after a load: figures, and everything that must not be.
 *
 * @param tasks of the tenant, also those whose acceptance was never heard of
 * @param completed of them
 * @param deadLettered of them
 * @param runs accepted
 * @param effects in the ledger
 * @param unknown dead-lettered tasks whose effect was begun by a process that was killed, and is
 *     not in the ledger
 * @param resumed for the tasks that were open when the fault struck: how long after it they ended;
 *     ascending
 * @param violations sentences, each about something that must not be; empty when all is well
 */
public record Findings(
    int tasks,
    int completed,
    int deadLettered,
    int runs,
    int effects,
    int unknown,
    List<Duration> resumed,
    List<String> violations) {
  /** Copies the lists. */
  public Findings {
    resumed = List.copyOf(resumed);
    violations = List.copyOf(violations);
  }

  /** One line for people. */
  public String line() {
    String resume =
        resumed.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "; %d open at the fault ended after it: p50 %.1f s, p99 %.1f s, last %.1f s",
                resumed.size(),
                seconds(0.5),
                seconds(0.99),
                seconds(1));
    return "%d tasks (%d completed, %d dead-lettered, %d of them unknown), %d runs, %d effects%s%s"
        .formatted(
            tasks,
            completed,
            deadLettered,
            unknown,
            runs,
            effects,
            resume,
            violations.isEmpty() ? "" : "; " + violations.size() + " VIOLATIONS " + violations);
  }

  private double seconds(double share) {
    int place = (int) Math.ceil(share * resumed.size()) - 1;
    return resumed.get(Math.max(0, place)).toMillis() / 1000.0;
  }
}
