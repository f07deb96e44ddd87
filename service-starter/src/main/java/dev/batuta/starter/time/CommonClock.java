package dev.batuta.starter.time;

import dev.batuta.starter.monitor.PeriodicCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that all processes of an installation agree on: the machine's, corrected to the
 * database's where the two are further apart than what is tolerated. Deadlines are stored by one
 * process and judged by another; two machines whose clocks differ by minutes would otherwise give
 * up each other's work. While the database does not answer, the last correction stays. Thread-safe.
 */
final class CommonClock implements InstantSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommonClock.class);

  private final InstantSource machine;
  private final InstantSource database;
  private final Duration tolerance;
  private final PeriodicCheck check;
  private volatile Duration correction = Duration.ZERO;

  /**
   * Compares at once and then periodically.
   *
   * @param database asks the database for its time; throws while it does not answer
   */
  CommonClock(
      InstantSource machine, InstantSource database, TimeProperties properties, String service) {
    this.machine = machine;
    this.database = database;
    this.tolerance = properties.tolerance();
    this.check =
        new PeriodicCheck("clock-check", service, properties.checkInterval(), this::compareIfAsked);
    compareIfAsked();
    check.start();
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(correction);
  }

  private void compareIfAsked() {
    try {
      compare();
    } catch (RuntimeException unanswered) {
      log.atWarn()
          .addKeyValue("reason", unanswered.getClass().getSimpleName())
          .log("clock not compared with the database's");
    }
  }

  /** Compares the clocks; an answer that took longer than what is tolerated says too little. */
  void compare() {
    Instant before = machine.instant();
    Instant there = database.instant();
    Duration took = Duration.between(before, machine.instant());
    if (took.isNegative() || took.compareTo(tolerance) > 0) {
      return;
    }
    Duration difference = Duration.between(before.plus(took.dividedBy(2)), there);
    Duration wanted =
        difference.abs().compareTo(tolerance) > 0
            ? Duration.ofMillis(difference.toMillis())
            : Duration.ZERO;
    if (wanted.minus(correction).abs().compareTo(tolerance) > 0) {
      log.atWarn()
          .addKeyValue("correctionMs", wanted.toMillis())
          .log("this machine's clock differs from the database's; corrected");
      correction = wanted;
    }
  }

  @Override
  public void close() {
    check.close();
  }
}
