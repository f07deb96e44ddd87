package dev.batuta.orchestrator.workflow;

import dev.batuta.orchestrator.live.LiveUpdates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Tells of the ends of runs: operators, those who wait, and the other features. */
final class RunEnds {
  private static final Logger log = LoggerFactory.getLogger(RunEnds.class);

  private final RunLimit limit;
  private final LiveUpdates live;
  private final ApplicationEventPublisher events;
  private final MeterRegistry meters;

  RunEnds(
      RunLimit limit, LiveUpdates live, ApplicationEventPublisher events, MeterRegistry meters) {
    this.limit = limit;
    this.live = live;
    this.events = events;
    this.meters = meters;
  }

  void tell(WorkflowRun run) {
    if (run.failure() != null) {
      log.atWarn()
          .addKeyValue("run", run.id())
          .addKeyValue("workflow", run.workflow())
          .addKeyValue("status", run.status().word())
          .addKeyValue("reason", run.failure())
          .log("workflow run did not complete");
    }
    limit.ended(run.tenantId());
    meters
        .timer("batuta.workflow.runs", "status", run.status().word())
        .record(Duration.between(run.startedAt(), run.updatedAt()));
    live.changed(Workflows.liveKey(run.id()));
    events.publishEvent(new RunEnded(run));
  }
}
