package dev.batuta.orchestrator.task;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks for tasks whose moment has come: not acknowledged, past their deadline, or waiting for the
 * next attempt. Every instance looks; the version check lets one of them win.
 */
@Component
class TaskMonitor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(TaskMonitor.class);
  private static final int AT_ONCE = 500;
  private static final Duration MEASURE = Duration.ofSeconds(5);

  private final TaskStore store;
  private final Tasks tasks;
  private final TaskProperties properties;
  private final TenantDirectory tenants;
  private final InstantSource clock;
  private final ScheduledExecutorService schedule =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("task-monitor-", 0).factory());
  private volatile double depth;
  private volatile double oldestAgeSeconds;
  private volatile boolean running;

  TaskMonitor(
      TaskStore store,
      Tasks tasks,
      TaskProperties properties,
      TenantDirectory tenants,
      InstantSource clock,
      MeterRegistry meters) {
    this.store = store;
    this.tasks = tasks;
    this.properties = properties;
    this.tenants = tenants;
    this.clock = clock;
    Gauge.builder("batuta.tasks.queue.depth", this, monitor -> monitor.depth)
        .description("tasks that have not ended")
        .register(meters);
    Gauge.builder("batuta.tasks.queue.age", this, monitor -> monitor.oldestAgeSeconds)
        .description("age of the oldest task that no agent has begun")
        .baseUnit("seconds")
        .register(meters);
  }

  @Override
  public void start() {
    running = true;
    long millis = properties.checkInterval().toMillis();
    var _ = schedule.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
    var _ =
        schedule.scheduleWithFixedDelay(
            this::measure, 0, MEASURE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    schedule.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void check() {
    try (var _ = LogContext.service("orchestrator")) {
      List<Task> due;
      do {
        due = store.due(clock.instant(), AT_ONCE);
        due.forEach(tasks::check);
      } while (due.size() == AT_ONCE && running);
    } catch (RuntimeException failure) {
      // An exception here would end the schedule, and with it every retry.
      log.atError().setCause(failure).log("check of due tasks failed; trying on");
    }
  }

  private void measure() {
    try (var _ = LogContext.service("orchestrator")) {
      Instant now = clock.instant();
      long open = 0;
      Instant oldest = now;
      for (TenantId tenant : tenants.active()) {
        open += store.countOpen(tenant);
        Instant waiting = store.oldestWaiting(tenant).orElse(now);
        oldest = waiting.isBefore(oldest) ? waiting : oldest;
      }
      depth = (double) open;
      oldestAgeSeconds = Duration.between(oldest, now).toMillis() / 1000.0;
    } catch (RuntimeException failure) {
      log.atWarn().setCause(failure).log("queue could not be measured");
    }
  }
}
