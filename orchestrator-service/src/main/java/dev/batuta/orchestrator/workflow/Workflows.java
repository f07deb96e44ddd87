package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.orchestrator.event.EventReceived;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.SubmitOutcome;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.TaskEnded;
import dev.batuta.orchestrator.task.TaskRequest;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.claim.ClaimStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The runs: stores what {@link WorkflowEngine} decides and performs the effects after it is stored.
 */
public class Workflows {
  /** Largest input of a run, in characters of its JSON. */
  public static final int LARGEST_INPUT = 256 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Workflows.class);
  private static final int WAITING_AT_ONCE = 1_000;

  /** A step that found no agent is tried again after this. */
  private static final Duration POSTPONED = Duration.ofSeconds(2);

  private final RunStore store;
  private final WorkflowDefinitions definitions;
  private final WorkflowEngine engine;
  private final RunContext context;
  private final RunLimit limit;
  private final Tasks tasks;
  private final Halts halts;
  private final ClaimStore claims;
  private final LiveUpdates live;
  private final RunChanges changes;
  private final RunEnds ends;
  private final InstantSource clock;

  Workflows(
      RunStore store,
      WorkflowDefinitions definitions,
      WorkflowEngine engine,
      RunContext context,
      RunLimit limit,
      Tasks tasks,
      Halts halts,
      ClaimStore claims,
      LiveUpdates live,
      RunChanges changes,
      RunEnds ends,
      InstantSource clock) {
    this.store = store;
    this.definitions = definitions;
    this.engine = engine;
    this.context = context;
    this.limit = limit;
    this.tasks = tasks;
    this.halts = halts;
    this.claims = claims;
    this.live = live;
    this.changes = changes;
    this.ends = ends;
    this.clock = clock;
  }

  /** The key under which those who wait for a run wait. */
  public static String liveKey(RunId id) {
    return "run:" + id;
  }

  /** The key under which those who follow a run's history wait. */
  static String logKey(RunId id) {
    return "run-log:" + id;
  }

  /**
   * Starts a run of the newest version of a workflow, whatever the tenant has in flight. Starting
   * one of an id that exists already has no effect, but makes sure that it goes on.
   *
   * @param traceparent the trace that it belongs to; null for none
   * @throws IllegalArgumentException if there is no such workflow or the input does not fit it
   */
  public void start(
      String workflow, RunId id, TenantId tenant, JsonNode input, @Nullable String traceparent) {
    StartOutcome outcome =
        start(new RunRequest(workflow, null, id, tenant, input, null, traceparent, false));
    if (!(outcome instanceof StartOutcome.Started)) {
      throw new IllegalArgumentException(
          "workflow " + workflow + " was not started: " + outcome.refusal());
    }
  }

  /** Starts a run. */
  public StartOutcome start(RunRequest request) {
    WorkflowDefinitions.Version version =
        (request.version() == null
                ? definitions.newest(request.tenant(), request.workflow())
                : definitions.version(request.tenant(), request.workflow(), request.version()))
            .orElse(null);
    if (version == null) {
      return new StartOutcome.UnknownWorkflow();
    }
    if (request.input().toString().length() > LARGEST_INPUT) {
      return new StartOutcome.TooLarge();
    }
    InputSchema schema = version.plan().inputSchema();
    List<Fault> faults = schema == null ? List.of() : schema.faults("#/input", request.input());
    if (!faults.isEmpty()) {
      return new StartOutcome.InvalidInput(faults);
    }
    if (request.limited() && limit.reached(request.tenant())) {
      return store
          .find(request.tenant(), request.id())
          .<StartOutcome>map(StartOutcome.Started::new)
          .orElseGet(() -> new StartOutcome.TooMany(limit.of(request.tenant())));
    }
    Instant now = clock.instant();
    WorkflowDecision decision =
        engine.start(
            version.plan(),
            new WorkflowEngine.Start(
                request.id(),
                request.tenant(),
                version.id(),
                request.input(),
                context.of(request, version.plan(), now),
                request.parent(),
                request.traceparent()),
            now);
    Optional<WorkflowRun> stored = store.insert(decision.run());
    if (stored.isPresent()) {
      limit.started(request.tenant());
      changes.remember(stored.get());
      decision.effects().forEach(effect -> perform(effect, stored.get()));
      return new StartOutcome.Started(stored.get());
    }
    check(request.tenant(), request.id());
    return new StartOutcome.Started(
        store
            .find(request.tenant(), request.id())
            .orElseThrow(() -> new IllegalStateException("run id " + request.id() + " is taken")));
  }

  /** A tenant's run; empty if there is none of that id. */
  public Optional<WorkflowRun> find(TenantId tenant, RunId id) {
    return store.find(tenant, id);
  }

  /** Waits until a run has ended, at most {@code longest}; empty if it has not by then. */
  public Optional<WorkflowRun> awaitEnd(TenantId tenant, RunId id, Duration longest) {
    Instant until = clock.instant().plus(longest);
    try (LiveUpdates.Waiter waiter = live.waiter(liveKey(id))) {
      while (true) {
        Optional<WorkflowRun> run = find(tenant, id).filter(WorkflowRun::ended);
        Duration left = Duration.between(clock.instant(), until);
        if (run.isPresent() || !left.isPositive()) {
          return run;
        }
        waiter.await(left.compareTo(LiveUpdates.LOOK_AGAIN) < 0 ? left : LiveUpdates.LOOK_AGAIN);
      }
    }
  }

  /** Whether a run of that name could be started. */
  public boolean has(TenantId tenant, String workflow) {
    return definitions.has(tenant, workflow);
  }

  /** Ends a run, undoing what it did; one that has ended or that there is not stays as it is. */
  public void cancel(TenantId tenant, RunId id, String reason) {
    var _ = change(tenant, id, (plan, run) -> engine.cancel(plan, run, reason, clock.instant()));
  }

  /** Holds a run; empty if there is none, or it does not run. */
  Optional<WorkflowRun> pause(TenantId tenant, RunId id) {
    return changed(tenant, id, (plan, run) -> engine.pause(plan, run, clock.instant()));
  }

  /** Lets a run go on; empty if there is none, or it is not paused. */
  Optional<WorkflowRun> resume(TenantId tenant, RunId id) {
    return changed(tenant, id, (plan, run) -> engine.resume(plan, run, clock.instant()));
  }

  /** Begins what failed once more; empty if there is no such run, or it cannot be retried. */
  Optional<WorkflowRun> retry(TenantId tenant, RunId id) {
    return changed(tenant, id, (plan, run) -> engine.retry(plan, run, clock.instant()));
  }

  /** Begins a run anew from a step; empty if there is no such run, or it cannot. */
  Optional<WorkflowRun> rerun(TenantId tenant, RunId id, String from) {
    return changed(tenant, id, (plan, run) -> engine.rerun(plan, run, from, clock.instant()));
  }

  /** Answers a callback step; empty if there is no such run, or the step does not wait. */
  Optional<WorkflowRun> call(TenantId tenant, RunId id, String key, JsonNode body) {
    return changed(tenant, id, (plan, run) -> engine.called(plan, run, key, body, clock.instant()));
  }

  /** Tells all runs that wait for it of an event. */
  void happened(TenantId tenant, String type, JsonNode event) {
    for (WorkflowRun run : store.waitingFor(tenant, type, WAITING_AT_ONCE)) {
      var _ =
          change(
              tenant,
              run.id(),
              (plan, current) -> engine.happened(plan, current, type, event, clock.instant()));
    }
  }

  /** Runs that the monitor must look at, the most overdue first; those of halted tenants wait. */
  List<WorkflowRun> due(int limit) {
    return store.due(clock.instant(), limit, halts.tenants());
  }

  /** Keeps a run that cannot be looked at out of the way of the others for a while. */
  void setAside(WorkflowRun run, Duration how) {
    changes.setAside(run, how);
  }

  /** Ends the waits for an event. */
  @EventListener
  void on(EventReceived event) {
    happened(event.tenantId(), event.type(), event.json());
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
    workEnded(
        task.tenantId(),
        RunId.parse(runId),
        step,
        task.id().toString(),
        task.state().result(),
        error,
        task.state().attempt());
  }

  /**
   * Looks at a run whose moment has come, or that may have been forgotten in a crash. While its
   * tenant is halted nothing is begun, so nothing comes of it.
   */
  void check(TenantId tenant, RunId id) {
    if (halts.halted(tenant)) {
      return;
    }
    Instant lifted = halts.lifted(tenant).orElse(null);
    var _ = change(tenant, id, (plan, run) -> engine.due(plan, run, clock.instant(), lifted));
  }

  private void workEnded(
      TenantId tenant,
      RunId id,
      String key,
      String workId,
      @Nullable JsonNode output,
      @Nullable TaskError error,
      @Nullable Integer attempts) {
    var _ =
        change(
            tenant,
            id,
            (plan, run) ->
                engine.workEnded(plan, run, key, workId, output, error, attempts, clock.instant()));
  }

  private Optional<WorkflowDecision> change(
      TenantId tenant, RunId id, BiFunction<WorkflowPlan, WorkflowRun, WorkflowDecision> rule) {
    return changes.change(tenant, id, rule, this::perform);
  }

  private Optional<WorkflowRun> changed(
      TenantId tenant, RunId id, BiFunction<WorkflowPlan, WorkflowRun, WorkflowDecision> rule) {
    return change(tenant, id, rule).filter(WorkflowDecision::changed).map(WorkflowDecision::run);
  }

  private void perform(WorkflowEffect effect, WorkflowRun run) {
    switch (effect) {
      case WorkflowEffect.Submit(var request) -> submit(request, run);
      case WorkflowEffect.CancelTask(var task) -> {
        var _ = tasks.cancel(run.tenantId(), task, "its workflow run does not need it any more");
      }
      case WorkflowEffect.StartRun start -> startBelow(start, run);
      case WorkflowEffect.CancelRun(var below) ->
          cancel(run.tenantId(), below, "the run that waited for it does not need it any more");
      case WorkflowEffect.End() -> ended(run);
    }
  }

  private void submit(TaskRequest request, WorkflowRun run) {
    // A large input travels by its claim; the agent finds the value in its place.
    JsonNode payload = claims.keep(request.tenant(), request.payload());
    switch (tasks.submit(request.withPayload(payload))) {
      case SubmitOutcome.Accepted(var _) ->
          log.atTrace().addKeyValue("run", run.id()).log("step submitted");
      case SubmitOutcome.UnknownCapability(var _) -> {
        // Its agent may be starting: tried again until the run's deadline.
        log.atWarn()
            .addKeyValue("run", run.id())
            .addKeyValue("capability", request.capabilities().getFirst())
            .log("no agent for a step yet");
        changes.setAside(run, POSTPONED);
      }
    }
  }

  private void startBelow(WorkflowEffect.StartRun start, WorkflowRun run) {
    StartOutcome outcome =
        start(
            new RunRequest(
                start.workflow(),
                start.version(),
                start.run(),
                run.tenantId(),
                start.input(),
                start.parent(),
                run.traceparent(),
                false));
    if (!(outcome instanceof StartOutcome.Started)) {
      workEnded(
          run.tenantId(),
          run.id(),
          start.parent().step(),
          start.run().toString(),
          null,
          new TaskError("not_started", start.workflow() + ": " + outcome.refusal(), false),
          null);
    }
  }

  private void ended(WorkflowRun run) {
    ends.tell(run);
    ParentStep parent = run.parent();
    if (parent != null) {
      boolean completed = run.status() == RunStatus.COMPLETED;
      workEnded(
          run.tenantId(),
          parent.runId(),
          parent.step(),
          run.id().toString(),
          completed
              ? run.output() == null ? JsonNodeFactory.instance.nullNode() : run.output()
              : null,
          completed
              ? null
              : new TaskError("run_" + run.status().word(), String.valueOf(run.failure()), false),
          null);
    }
  }
}
