package dev.batuta.orchestrator.watch;

import java.time.Duration;
import java.time.Instant;

/** Counts a watcher's messages: at most {@link #MOST} within {@link #WINDOW}. */
final class MessageRate {
  static final int MOST = 200;
  static final Duration WINDOW = Duration.ofSeconds(10);

  private Instant begin = Instant.MIN;
  private int seen;

  /** Counts one; whether it is within the rate. */
  synchronized boolean take(Instant now) {
    if (begin.equals(Instant.MIN) || !now.isBefore(begin.plus(WINDOW))) {
      begin = now;
      seen = 0;
    }
    return ++seen <= MOST;
  }
}
