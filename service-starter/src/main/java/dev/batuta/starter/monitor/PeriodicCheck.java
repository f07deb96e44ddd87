package dev.batuta.starter.monitor;

import dev.batuta.starter.logging.LogContext;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a check on a thread of its own, one at a time, with a pause between two. A check that
 * fails is logged and tried again at the next beat. Thread-safe.
 */
public final class PeriodicCheck implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeriodicCheck.class);

  private final String name;
  private final String service;
  private final Duration pause;
  private final Runnable check;
  private final ScheduledExecutorService schedule;
  private volatile boolean running;

  /**
   * Makes it; {@link #start} begins.
   *
   * @param name names the thread and the log lines, for example {@code task-monitor}
   * @param service short name of the service, for the log
   * @param pause between two checks, and before the first; positive
   */
  public PeriodicCheck(String name, String service, Duration pause, Runnable check) {
    if (!pause.isPositive()) {
      throw new IllegalArgumentException(name + ": the pause must be positive, was " + pause);
    }
    this.name = name;
    this.service = service;
    this.pause = pause;
    this.check = check;
    this.schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Begins. */
  public void start() {
    running = true;
    long millis = pause.toMillis();
    var _ = schedule.scheduleWithFixedDelay(this::checkOnce, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Whether it has begun and was not closed: a long check may ask, to end early. */
  public boolean isRunning() {
    return running;
  }

  private void checkOnce() {
    try (var _ = LogContext.service(service)) {
      check.run();
    } catch (RuntimeException failure) {
      // An exception here would end the schedule, and with it everything that depends on it.
      if (running) {
        log.atError().addKeyValue("check", name).setCause(failure).log("check failed; trying on");
      }
    }
  }

  @Override
  public void close() {
    running = false;
    schedule.shutdownNow();
  }
}
