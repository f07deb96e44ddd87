package dev.batuta.orchestrator.task;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.ProgressMessage;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.routing.AgentRouter;
import dev.batuta.orchestrator.routing.RoutingDecision;
import dev.batuta.starter.time.IdSource;
import dev.batuta.starter.tracing.Traces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * The tasks: stores what {@link TaskLifecycle} decides and performs the effects after it is stored.
 */
@Component
public class Tasks {
  private static final Logger log = LoggerFactory.getLogger(Tasks.class);
  private static final int RACES = 20;

  private final TaskStore store;
  private final TaskLifecycle lifecycle;
  private final TaskProperties properties;
  private final AgentRouter router;
  private final AgentRegistry agents;
  private final LiveUpdates live;
  private final ApplicationEventPublisher events;
  private final Traces traces;
  private final InstantSource clock;
  private final TaskMeters meters;
  private final Acknowledgements acknowledgements;
  private final TaskDispatch dispatch;
  private final Halts halts;
  private final TaskControl control;
  private final IdSource ids;

  Tasks(
      TaskStore store,
      TaskLifecycle lifecycle,
      TaskProperties properties,
      AgentRouter router,
      AgentRegistry agents,
      TaskDispatch dispatch,
      Halts halts,
      LiveUpdates live,
      ApplicationEventPublisher events,
      Traces traces,
      InstantSource clock,
      IdSource ids,
      TaskMeters meters,
      Acknowledgements acknowledgements) {
    this.store = store;
    this.lifecycle = lifecycle;
    this.control = new TaskControl(lifecycle);
    this.properties = properties;
    this.router = router;
    this.agents = agents;
    this.dispatch = dispatch;
    this.halts = halts;
    this.ids = ids;
    this.live = live;
    this.events = events;
    this.traces = traces;
    this.clock = clock;
    this.meters = meters;
    this.acknowledgements = acknowledgements;
  }

  /** The key under which watchers of a task wait. */
  public static String liveKey(TaskId id) {
    return "task:" + id;
  }

  /** The key under which those wait who watch all tasks of a tenant. */
  public static String liveGroup(TenantId tenant) {
    return "tenant:" + tenant;
  }

  /**
   * Accepts a task: it is stored when this returns, and on its way to its agent; while its tenant
   * is halted it waits.
   */
  public SubmitOutcome submit(TaskRequest request) {
    return switch (router.route(
        request.tenant(), request.id(), request.capabilities(), request.payload())) {
      case RoutingDecision.NoCapableAgent(var known) -> new SubmitOutcome.UnknownCapability(known);
      case RoutingDecision.Assigned assigned -> {
        TaskRequest.RunStep run = request.run();
        TaskSpec spec =
            new TaskSpec(
                request.type(),
                request.capabilities(),
                request.priority(),
                request.payload(),
                request.metadata(),
                request.maxAttempts() == null ? properties.attempts() : request.maxAttempts(),
                request.timeout() == null ? properties.attemptTimeout() : request.timeout(),
                request.backoff(),
                run == null ? request.id().toString() : run.runId(),
                run == null ? null : run.runId(),
                run == null ? null : run.step(),
                run == null ? traces.currentTraceparent() : run.traceparent(),
                request.retryOf(),
                clock.instant());
        TaskDecision.Changed decision =
            lifecycle.submitted(
                request.id(), request.tenant(), spec, routeOf(assigned), clock.instant());
        Optional<Task> stored = store.insert(decision.task());
        if (stored.isEmpty()) {
          yield new SubmitOutcome.Accepted(repeated(request));
        }
        meters.submitted();
        live.changed(liveKey(request.id()), liveGroup(request.tenant()));
        dispatch.send(stored.get());
        yield new SubmitOutcome.Accepted(stored.get());
      }
    };
  }

  /** A task of a tenant; empty if there is none of that id. */
  public Optional<Task> find(TenantId tenant, TaskId id) {
    return store.find(tenant, id);
  }

  /** A tenant's tasks in one state, newest first. */
  public List<Task> list(TenantId tenant, TaskStatus status, int limit) {
    return store.list(tenant, status, null, limit);
  }

  /** What of a tenant's tasks has not ended. */
  public TaskQueue queue(TenantId tenant) {
    Map<TaskStatus, Long> open = new EnumMap<>(TaskStatus.class);
    for (TaskStatus status : TaskStatus.values()) {
      if (!status.terminal()) {
        open.put(status, store.count(tenant, status));
      }
    }
    Instant now = clock.instant();
    Instant oldest = store.oldestWaiting(tenant).orElse(now);
    return new TaskQueue(open, Duration.between(oldest, now).toMillis());
  }

  /** Applies an agent's answer. */
  public void apply(ResultMessage result) {
    heard(
        change(
            result.tenantId(),
            result.taskId(),
            known(result.tenantId(), result.taskId()),
            task -> lifecycle.resulted(task, result, clock.instant())),
        result.taskId());
  }

  /** Applies an agent's sign of life. */
  public void apply(ProgressMessage progress) {
    heard(
        change(
            progress.tenantId(),
            progress.taskId(),
            known(progress.tenantId(), progress.taskId()),
            task -> lifecycle.progressed(task, progress, clock.instant())),
        progress.taskId());
  }

  /**
   * The task as it was dispatched here a moment ago, which costs no read: if it has changed since,
   * the version check of the write tells.
   */
  private Optional<Task> known(TenantId tenant, TaskId id) {
    return acknowledgements.dispatched(tenant, id).or(() -> store.find(tenant, id));
  }

  private static void heard(ControlOutcome outcome, TaskId id) {
    if (outcome instanceof ControlOutcome.Unknown) {
      log.atWarn().addKeyValue("task", id).log("message about a task that does not exist");
    }
  }

  /** Begins no attempt of a task until it is resumed; one at work may end, and counts. */
  public ControlOutcome pause(TenantId tenant, TaskId id, String reason) {
    return command(tenant, id, "pause", task -> control.pause(task, reason, clock.instant()));
  }

  /** Lets a paused task go on; without effect on one that is not paused. */
  public ControlOutcome resume(TenantId tenant, TaskId id) {
    return command(tenant, id, "resume", task -> control.resume(task, clock.instant()));
  }

  /**
   * Ends a task at once; later answers of its agent are ignored, and the agent hears that it may
   * stop. May be called again and for any id: a task that has ended stays as it is.
   */
  public ControlOutcome cancel(TenantId tenant, TaskId id, String reason) {
    return command(tenant, id, "cancel", task -> control.cancel(task, reason, clock.instant()));
  }

  /**
   * Does the work of a task again that has ended without a result: as a new task that stands by
   * itself, because an end never changes. Asking again answers with the same new task; when that
   * one has ended badly too, with one that does it once more.
   */
  public ControlOutcome retry(TenantId tenant, TaskId id) {
    Task task = store.find(tenant, id).orElse(null);
    for (int link = 0; task != null && link < RACES; link++) {
      if (!TaskControl.allowed(task.state().status()).contains("retry")) {
        boolean again = task.spec().retryOf() != null && !task.id().equals(id);
        return again
            ? new ControlOutcome.Done(task)
            : new ControlOutcome.Refused(
                task.state().status(), TaskControl.allowed(task.state().status()));
      }
      TaskId next = task.retriedBy();
      if (next != null && store.find(tenant, next).isPresent()) {
        task = store.find(tenant, next).orElse(null);
        continue;
      }
      if (next == null) {
        next = new TaskId(ids.next());
        try {
          task = store.save(task.retriedBy(next));
        } catch (OptimisticLockingFailureException _) {
          task = store.find(tenant, task.id()).orElse(null);
          continue;
        }
      }
      meters.commanded("retry", true);
      // Linked before it is stored: who asks again after a crash in between makes the same one.
      return switch (submit(TaskRequest.again(next, task))) {
        case SubmitOutcome.Accepted(var again) -> new ControlOutcome.Done(again);
        case SubmitOutcome.UnknownCapability(var known) ->
            new ControlOutcome.UnknownCapability(known);
      };
    }
    return new ControlOutcome.Unknown();
  }

  /** How often each of these tasks was written; those that do not exist are left out. */
  public Map<TaskId, Long> versions(Collection<TaskId> ids) {
    return store.versions(ids);
  }

  /** Ids of a tenant's tasks that changed at {@code since} or later, the oldest change first. */
  public List<TaskId> changedSince(TenantId tenant, Instant since, int limit) {
    return store.changedSince(tenant, since, limit);
  }

  /** Tasks that the monitor must look at; those of halted tenants wait. */
  List<Task> due(int limit) {
    return store.due(clock.instant(), limit, halts.tenants());
  }

  /** Looks at a task whose moment has come. */
  void check(Task task) {
    if (halts.halted(task.tenantId())) {
      return;
    }
    Instant lifted = halts.lifted(task.tenantId()).orElse(null);
    change(
        task.tenantId(),
        task.id(),
        current -> lifecycle.due(rerouted(current), clock.instant(), lifted));
  }

  /** Before a further attempt: with another agent if its own is not well and another one is. */
  private Task rerouted(Task task) {
    TaskSpec spec = task.spec();
    if (task.state().status() != TaskStatus.WAITING_RETRY) {
      return task;
    }
    return router
        .reroute(
            task.tenantId(),
            task.id(),
            spec.requiredCapabilities(),
            spec.payload(),
            task.route().agentId(),
            task.route().service())
        .map(assigned -> task.routed(routeOf(assigned)))
        .orElse(task);
  }

  private static TaskRoute routeOf(RoutingDecision.Assigned assigned) {
    return new TaskRoute(
        assigned.agent(),
        assigned.service(),
        assigned.reason(),
        ContractJson.mapper().valueToTree(assigned.explanation()));
  }

  private ControlOutcome command(
      TenantId tenant, TaskId id, String what, Function<Task, TaskDecision> rule) {
    ControlOutcome outcome = change(tenant, id, rule);
    meters.commanded(what, outcome instanceof ControlOutcome.Done);
    return outcome;
  }

  private ControlOutcome change(TenantId tenant, TaskId id, Function<Task, TaskDecision> rule) {
    return change(tenant, id, store.find(tenant, id), rule);
  }

  private ControlOutcome change(
      TenantId tenant, TaskId id, Optional<Task> first, Function<Task, TaskDecision> rule) {
    for (int race = 0; race < RACES; race++) {
      Task task = (race == 0 ? first : store.find(tenant, id)).orElse(null);
      if (task == null) {
        return new ControlOutcome.Unknown();
      }
      try {
        return switch (rule.apply(task)) {
          case TaskDecision.Refused() ->
              new ControlOutcome.Refused(
                  task.state().status(), TaskControl.allowed(task.state().status()));
          case TaskDecision.Unchanged(var effects) -> {
            effects.forEach(effect -> perform(effect, task));
            yield new ControlOutcome.Done(task);
          }
          case TaskDecision.Changed(var next, var effects) -> {
            Task stored = store.save(next);
            acknowledgements.changed(id);
            meters.moved(task, stored);
            judge(task, stored);
            live.changed(liveKey(id), liveGroup(tenant));
            effects.forEach(effect -> perform(effect, stored));
            yield new ControlOutcome.Done(stored);
          }
        };
      } catch (OptimisticLockingFailureException _) {
        acknowledgements.changed(id);
        log.atTrace().addKeyValue("task", id).log("task changed meanwhile; deciding again");
      }
    }
    throw new IllegalStateException("task " + id + " changed " + RACES + " times while deciding");
  }

  /** Tells the registry what the end of an attempt says of its agent. */
  private void judge(Task before, Task after) {
    Long processingMs = after.state().processingMs();
    AttemptEnds.between(before, after)
        .ifPresent(outcome ->
            agents.attemptEnded(
                before.route().agentId(),
                before.route().service(),
                outcome,
                processingMs == null ? 0 : processingMs));
  }

  private void perform(TaskEffect effect, Task task) {
    switch (effect) {
      case TaskEffect.Dispatch() -> dispatch.send(task);
      case TaskEffect.Withdraw withdraw -> dispatch.withdraw(task, withdraw);
      case TaskEffect.End() -> events.publishEvent(new TaskEnded(task));
    }
  }

  /** The task that an earlier, equal request made; its end is told again if it has ended. */
  private Task repeated(TaskRequest request) {
    Task task =
        store
            .find(request.tenant(), request.id())
            .orElseThrow(() -> new IllegalStateException("task id " + request.id() + " is taken"));
    if (task.state().status().terminal()) {
      events.publishEvent(new TaskEnded(task));
    }
    return task;
  }
}
