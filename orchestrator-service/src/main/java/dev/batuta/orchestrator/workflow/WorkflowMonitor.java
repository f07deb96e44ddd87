package dev.batuta.orchestrator.workflow;

import dev.batuta.starter.logging.LogContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for runs whose moment has come: past their deadline, or with a step that was not begun. */
@Component
class WorkflowMonitor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(WorkflowMonitor.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 500;

  private final RunStore store;
  private final Workflows workflows;
  private final InstantSource clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("workflow-monitor").factory());
  private volatile boolean running;

  WorkflowMonitor(RunStore store, Workflows workflows, InstantSource clock) {
    this.store = store;
    this.workflows = workflows;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    long millis = INTERVAL.toMillis();
    var _ = schedule.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
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
      store.due(clock.instant(), AT_ONCE).forEach(run -> workflows.check(run.tenantId(), run.id()));
    } catch (RuntimeException failure) {
      // An exception here would end the schedule, and with it every recovery.
      log.atError().setCause(failure).log("check of due runs failed; trying on");
    }
  }
}
