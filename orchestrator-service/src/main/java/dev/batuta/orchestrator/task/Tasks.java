package dev.batuta.orchestrator.task;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.ProgressMessage;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskMessage;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.routing.AgentRouter;
import dev.batuta.orchestrator.routing.RoutingDecision;
import dev.batuta.starter.messaging.MessagePublisher;
import dev.batuta.starter.tracing.Traces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
  private final MessagePublisher publisher;
  private final LiveUpdates live;
  private final ApplicationEventPublisher events;
  private final Traces traces;
  private final InstantSource clock;
  private final TaskMeters meters;
  private final Acknowledgements acknowledgements;

  Tasks(
      TaskStore store,
      TaskProperties properties,
      AgentRouter router,
      AgentRegistry agents,
      MessagePublisher publisher,
      LiveUpdates live,
      ApplicationEventPublisher events,
      Traces traces,
      InstantSource clock,
      TaskMeters meters,
      Acknowledgements acknowledgements) {
    this.store = store;
    this.lifecycle = new TaskLifecycle(properties);
    this.properties = properties;
    this.router = router;
    this.agents = agents;
    this.publisher = publisher;
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

  /** Accepts a task: it is stored when this returns, and on its way to its agent. */
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
                run == null ? request.id().toString() : run.runId(),
                run == null ? null : run.runId(),
                run == null ? null : run.step(),
                run == null ? traces.currentTraceparent() : run.traceparent(),
                clock.instant());
        TaskDecision.Changed decision =
            lifecycle.submitted(
                request.id(), request.tenant(), spec, routeOf(assigned), clock.instant());
        Optional<Task> stored = store.insert(decision.task());
        if (stored.isEmpty()) {
          yield new SubmitOutcome.Accepted(repeated(request));
        }
        meters.submitted();
        dispatch(stored.get());
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
    change(
        result.tenantId(),
        result.taskId(),
        task -> lifecycle.resulted(task, result, clock.instant()));
  }

  /** Applies an agent's sign of life. */
  public void apply(ProgressMessage progress) {
    change(
        progress.tenantId(),
        progress.taskId(),
        task -> lifecycle.progressed(task, progress, clock.instant()));
  }

  /** Ends a task; one that has ended or that there is not stays as it is. */
  public void cancel(TenantId tenant, TaskId id, String reason) {
    if (store.find(tenant, id).isPresent()) {
      change(tenant, id, task -> lifecycle.cancelled(task, reason, clock.instant()));
    }
  }

  /** Looks at a task whose moment has come. */
  void check(Task task) {
    change(
        task.tenantId(), task.id(), current -> lifecycle.due(rerouted(current), clock.instant()));
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
        .map(assigned ->
            new Task(
                task.id(),
                task.tenantId(),
                spec,
                routeOf(assigned),
                task.state(),
                task.events(),
                task.expiresAt(),
                task.version()))
        .orElse(task);
  }

  private static TaskRoute routeOf(RoutingDecision.Assigned assigned) {
    return new TaskRoute(
        assigned.agent(),
        assigned.service(),
        assigned.reason(),
        ContractJson.mapper().valueToTree(assigned.explanation()));
  }

  /** Sends the current attempt of a task to its agent. */
  private void dispatch(Task task) {
    TaskState state = task.state();
    TaskSpec spec = task.spec();
    TaskMessage message =
        new TaskMessage(
            task.id(),
            task.tenantId(),
            spec.globalTaskId(),
            spec.type(),
            TaskStatus.PENDING,
            spec.priority().level(),
            state.attempt(),
            spec.requiredCapabilities(),
            spec.createdAt(),
            state.deadline() == null ? clock.instant().plus(spec.timeout()) : state.deadline(),
            spec.payload(),
            spec.metadata());
    String topic =
        TopicName.tasks(task.route().service(), task.tenantId(), spec.priority()).toString();
    var _ =
        publisher
            .publish(topic, task.id().toString(), message, spec.traceparent())
            .whenComplete((_, failure) -> {
              if (failure == null) {
                acknowledgements.taken(task);
              } else {
                // It stays PENDING: the monitor sends it again.
                log.atWarn()
                    .addKeyValue("task", task.id())
                    .setCause(failure)
                    .log("task not taken by Kafka");
              }
            });
  }

  private void change(TenantId tenant, TaskId id, Function<Task, TaskDecision> rule) {
    for (int race = 0; race < RACES; race++) {
      // The first look costs no read when the task was dispatched here a moment ago.
      Optional<Task> known = race == 0 ? acknowledgements.dispatched(tenant, id) : Optional.empty();
      Task task = known.or(() -> store.find(tenant, id)).orElse(null);
      if (task == null) {
        log.atWarn().addKeyValue("task", id).log("message about a task that does not exist");
        return;
      }
      try {
        switch (rule.apply(task)) {
          case TaskDecision.Unchanged(var effects) ->
              effects.forEach(effect -> perform(effect, task));
          case TaskDecision.Changed(var next, var effects) -> {
            Task stored = store.save(next);
            acknowledgements.changed(id);
            meters.moved(task, stored);
            judge(task, stored);
            live.changed(liveKey(id));
            effects.forEach(effect -> perform(effect, stored));
          }
        }
        return;
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
      case TaskEffect.Dispatch() -> dispatch(task);
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
