package dev.batuta.embedded.mongo;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work done again and again on a thread of its own, until closed. */
final class RepeatedWork implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RepeatedWork.class);

  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> schedule;

  private RepeatedWork(String name, Duration pause, Runnable work) {
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    this.schedule =
        timer.scheduleWithFixedDelay(
            () -> run(name, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  static RepeatedWork every(Duration pause, String name, Runnable work) {
    return new RepeatedWork(name, pause, work);
  }

  private static void run(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.atError().addKeyValue("work", name).setCause(e).log("repeated work failed");
    }
  }

  /** Waits for a run that is going on; it is not interrupted, which would close open files. */
  @Override
  public void close() {
    schedule.cancel(false);
    timer.close();
  }
}
