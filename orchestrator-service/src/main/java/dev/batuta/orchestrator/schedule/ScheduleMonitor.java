package dev.batuta.orchestrator.schedule;

import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.monitor.PeriodicCheck;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for schedules and firings that are due. It has a thread of its own and starts a limited
 * number of firings at a time, so that a flood of them leaves room for everything else. Every
 * instance looks; what is stored lets one of them win.
 */
final class ScheduleMonitor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ScheduleMonitor.class);

  private final Schedules schedules;
  private final Firings firings;
  private final FairDue<Schedule> dueSchedules;
  private final FairDue<Firing> dueFirings;
  private final Semaphore room;
  private final Duration patience;
  private final PeriodicCheck periodic;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile double lagSeconds;

  ScheduleMonitor(
      ScheduleStore store,
      FiringStore firingStore,
      Schedules schedules,
      Firings firings,
      ScheduleProperties properties,
      TenantDirectory tenants,
      MeterRegistry meters) {
    this.schedules = schedules;
    this.firings = firings;
    this.dueSchedules = new FairDue<>(store, tenants::active, Schedule::tenantId, Schedule::id);
    this.dueFirings = new FairDue<>(firingStore, tenants::active, Firing::tenantId, Firing::id);
    this.room = new Semaphore(properties.concurrency());
    this.patience = properties.lease();
    this.periodic =
        new PeriodicCheck(
            "schedule-monitor", "orchestrator", properties.checkInterval(), this::checkAll);
    Gauge.builder("batuta.schedules.lag", this, monitor -> monitor.lagSeconds)
        .description("how long the most overdue schedule or firing has been due")
        .baseUnit("seconds")
        .register(meters);
  }

  @Override
  public void start() {
    periodic.start();
  }

  @Override
  public void stop() {
    periodic.close();
    workers.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return periodic.isRunning();
  }

  private void checkAll() {
    boolean more = true;
    while (more && periodic.isRunning()) {
      more = check();
    }
  }

  /** Treats a part of what is due; returns whether there may be more. */
  boolean check() {
    Instant now = firings.now();
    FairDue.Part<Schedule> planned = dueSchedules.next(now);
    FairDue.Part<Firing> waiting = dueFirings.next(now);
    lagSeconds =
        Math.max(
            seconds(planned.oldest() == null ? null : planned.oldest().dueAt(), now),
            seconds(waiting.oldest() == null ? null : waiting.oldest().dueAt(), now));
    List<Future<?>> work = new ArrayList<>();
    for (Schedule schedule : planned.items()) {
      work.add(begin(schedule, this::runDue));
    }
    for (Firing firing : waiting.items()) {
      work.add(begin(firing, firings::runDue));
    }
    work.forEach(this::await);
    return planned.more() || waiting.more();
  }

  private void runDue(Schedule schedule) {
    try {
      schedules.runDue(schedule);
    } catch (RuntimeException failure) {
      schedules.trouble(schedule, failure);
    }
  }

  private <T> Future<?> begin(T item, Consumer<T> treatment) {
    room.acquireUninterruptibly();
    return workers.submit(() -> {
      try (var _ = LogContext.service("orchestrator")) {
        treatment.accept(item);
      } finally {
        room.release();
      }
    });
  }

  private void await(Future<?> work) {
    try {
      var _ = work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException _) {
      log.atWarn().log("a firing takes longer than its lease; going on without it");
    } catch (ExecutionException failure) {
      log.atError().setCause(failure.getCause()).log("a firing could not be treated");
    }
  }

  private static double seconds(@Nullable Instant due, Instant now) {
    return due == null ? 0 : Duration.between(due, now).toMillis() / 1000.0;
  }
}
