package dev.batuta.orchestrator.workflow;

import dev.batuta.starter.monitor.PeriodicCheck;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Looks for runs whose moment has come: a delay is over, time is up, or a step was not begun. */
@Component
class WorkflowMonitor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(WorkflowMonitor.class);
  private static final int AT_ONCE = 500;
  private static final Duration SET_ASIDE = Duration.ofSeconds(30);

  private final Workflows workflows;
  private final PeriodicCheck check;

  WorkflowMonitor(Workflows workflows, WorkflowProperties properties) {
    this.workflows = workflows;
    this.check =
        new PeriodicCheck(
            "workflow-monitor", "orchestrator", properties.checkInterval(), this::checkDue);
  }

  @Override
  public void start() {
    check.start();
  }

  @Override
  public void stop() {
    check.close();
  }

  @Override
  public boolean isRunning() {
    return check.isRunning();
  }

  private void checkDue() {
    List<WorkflowRun> due;
    do {
      due = workflows.due(AT_ONCE);
      due.forEach(this::checkOne);
    } while (due.size() == AT_ONCE && check.isRunning());
  }

  private void checkOne(WorkflowRun run) {
    try {
      workflows.check(run.tenantId(), run.id());
    } catch (IllegalStateException | DataAccessException failure) {
      // One run that cannot be looked at must not keep the others from their turn.
      log.atError().addKeyValue("run", run.id()).setCause(failure).log("due run not checked");
      workflows.setAside(run, SET_ASIDE);
    }
  }
}
