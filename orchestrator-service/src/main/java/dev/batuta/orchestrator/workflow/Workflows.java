package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.SubmitOutcome;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.TaskEnded;
import dev.batuta.orchestrator.task.TaskRequest;
import dev.batuta.orchestrator.task.Tasks;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.databind.JsonNode;

/**
 * The runs: stores what {@link WorkflowEngine} decides and performs the effects after it is stored.
 */
public class Workflows {
  private static final Logger log = LoggerFactory.getLogger(Workflows.class);
  private static final int RACES = 20;

  private final RunStore store;
  private final WorkflowDefinitions definitions;
  private final WorkflowEngine engine;
  private final Tasks tasks;
  private final LiveUpdates live;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Workflows(
      RunStore store,
      WorkflowDefinitions definitions,
      WorkflowEngine engine,
      Tasks tasks,
      LiveUpdates live,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.definitions = definitions;
    this.engine = engine;
    this.tasks = tasks;
    this.live = live;
    this.events = events;
    this.clock = clock;
  }

  /** The key under which those who wait for a run wait. */
  public static String liveKey(RunId id) {
    return "run:" + id;
  }

  /**
   * Starts a run of the newest version of a workflow. Starting one of an id that exists already has
   * no effect, but makes sure that it goes on.
   *
   * @param traceparent the trace that it belongs to; null for none
   */
  public void start(
      String workflow, RunId id, TenantId tenant, JsonNode input, @Nullable String traceparent) {
    WorkflowDefinition definition = definitions.newest(workflow);
    WorkflowDecision decision =
        engine.start(definition, id, tenant, input, traceparent, clock.instant());
    Optional<WorkflowRun> stored = store.insert(decision.run());
    if (stored.isPresent()) {
      WorkflowRun run = stored.get();
      decision.effects().forEach(effect -> perform(effect, run));
    } else {
      check(tenant, id);
    }
  }

  /** A tenant's run; empty if there is none of that id. */
  public Optional<WorkflowRun> find(TenantId tenant, RunId id) {
    return store.find(tenant, id);
  }

  @EventListener
  void on(TaskEnded ended) {
    Task task = ended.task();
    String runId = task.spec().runId();
    String step = task.spec().step();
    if (runId == null || step == null) {
      return;
    }
    TaskError error = null;
    if (task.state().status() != TaskStatus.COMPLETED) {
      error =
          task.state().error() == null
              ? new TaskError(task.state().status().word(), "the task was ended", false)
              : task.state().error();
    }
    TaskError how = error;
    change(
        task.tenantId(),
        RunId.parse(runId),
        run ->
            engine.stepEnded(
                definitions.of(run), run, step, task.state().result(), how, clock.instant()));
  }

  /** Looks at a run whose moment has come, or that may have been forgotten in a crash. */
  void check(TenantId tenant, RunId id) {
    change(tenant, id, run -> engine.due(definitions.of(run), run, clock.instant()));
  }

  private void change(TenantId tenant, RunId id, Function<WorkflowRun, WorkflowDecision> rule) {
    for (int race = 0; race < RACES; race++) {
      WorkflowRun run = store.find(tenant, id).orElse(null);
      if (run == null) {
        log.atWarn().addKeyValue("run", id).log("event for a run that does not exist");
        return;
      }
      WorkflowDecision decision = rule.apply(run);
      try {
        WorkflowRun stored = decision.changes(run) ? store.save(decision.run()) : run;
        decision.effects().forEach(effect -> perform(effect, stored));
        return;
      } catch (OptimisticLockingFailureException _) {
        log.atTrace().addKeyValue("run", id).log("run changed meanwhile; deciding again");
      }
    }
    throw new IllegalStateException("run " + id + " changed " + RACES + " times while deciding");
  }

  private void perform(WorkflowEffect effect, WorkflowRun run) {
    switch (effect) {
      case WorkflowEffect.Submit(var request) -> submit(request, run);
      case WorkflowEffect.End() -> {
        if (run.failure() != null) {
          log.atWarn()
              .addKeyValue("run", run.id())
              .addKeyValue("workflow", run.workflow())
              .addKeyValue("reason", run.failure())
              .log("workflow run failed");
        }
        live.changed(liveKey(run.id()));
        events.publishEvent(new RunEnded(run));
      }
    }
  }

  private void submit(TaskRequest request, WorkflowRun run) {
    switch (tasks.submit(request)) {
      case SubmitOutcome.Accepted(var _) ->
          log.atTrace().addKeyValue("run", run.id()).log("step submitted");
      case SubmitOutcome.UnknownCapability(var _) -> {
        // Its agent may be starting: tried again until the run's deadline.
        log.atWarn()
            .addKeyValue("run", run.id())
            .addKeyValue("capability", request.capabilities().getFirst())
            .log("no agent for a step yet");
        store.save(engine.postponed(run, clock.instant()));
      }
    }
  }
}
