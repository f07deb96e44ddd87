package dev.batuta.orchestrator.task;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.monitor.PeriodicCheck;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks for tasks whose moment has come: not acknowledged, past their deadline, or waiting for the
 * next attempt. Every instance looks; the version check lets one of them win.
 */
@Component
class TaskMonitor implements SmartLifecycle {
  private static final int AT_ONCE = 500;
  private static final Duration MEASURE = Duration.ofSeconds(5);

  private final TaskStore store;
  private final Tasks tasks;
  private final TenantDirectory tenants;
  private final InstantSource clock;
  private final PeriodicCheck check;
  private final PeriodicCheck measure;
  private volatile double depth;
  private volatile double oldestAgeSeconds;

  TaskMonitor(
      TaskStore store,
      Tasks tasks,
      TaskProperties properties,
      TenantDirectory tenants,
      InstantSource clock,
      MeterRegistry meters) {
    this.store = store;
    this.tasks = tasks;
    this.tenants = tenants;
    this.clock = clock;
    this.check =
        new PeriodicCheck("task-monitor", "orchestrator", properties.checkInterval(), this::check);
    this.measure = new PeriodicCheck("task-gauges", "orchestrator", MEASURE, this::measure);
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
    check.start();
    measure.start();
  }

  @Override
  public void stop() {
    check.close();
    measure.close();
  }

  @Override
  public boolean isRunning() {
    return check.isRunning();
  }

  private void check() {
    List<Task> due;
    do {
      due = tasks.due(AT_ONCE);
      due.forEach(tasks::check);
    } while (due.size() == AT_ONCE && check.isRunning());
  }

  private void measure() {
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
  }
}
