package dev.batuta.agent.task;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.ProgressMessage;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskCancelled;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskMessage;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.starter.claim.ClaimStore;
import dev.batuta.starter.claim.ClaimTooLargeException;
import dev.batuta.starter.claim.Fetched;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.messaging.MessageConsumer;
import dev.batuta.starter.messaging.MessagePublisher;
import dev.batuta.starter.messaging.Messaging;
import dev.batuta.starter.messaging.Received;
import dev.batuta.starter.tenant.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

/**
 * Turns the handlers of a service into an agent: reads the tasks of all tenants, calls the handler
 * of the first required capability, and answers with exactly one result per attempt.
 */
final class AgentRuntime implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AgentRuntime.class);
  private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(35);

  private static final Progress BEGUN = new Progress(null, 0, null, List.of());

  private final Map<Capability, TaskHandler> handlers;
  private final AgentProperties properties;
  private final ServiceIdentity identity;
  private final MessagePublisher publisher;
  private final AgentTopics topics;
  private final ClaimStore claims;
  private final InstantSource clock;
  private final AgentMeters meters;
  private final MessageConsumer consumer;
  private final AgentOrders orders;
  private final Set<RunningTask> running = ConcurrentHashMap.newKeySet();
  private volatile boolean started;
  private volatile boolean draining;

  AgentRuntime(
      Map<Capability, TaskHandler> handlers,
      AgentProperties properties,
      ServiceIdentity identity,
      MessagePublisher publisher,
      Messaging messaging,
      TenantDirectory tenants,
      AgentTopics topics,
      ClaimStore claims,
      InstantSource clock,
      AgentMeters meters) {
    this.handlers = Map.copyOf(handlers);
    this.properties = properties;
    this.identity = identity;
    this.publisher = publisher;
    this.topics = topics;
    this.claims = claims;
    this.clock = clock;
    this.meters = meters;
    this.consumer = messaging.sharedConsumer(identity.service(), this::accept, tenants::weight);
    this.orders = new AgentOrders(messaging, identity, this::cancel);
  }

  @Override
  public void start() {
    orders.start();
    orders.onHalt(this::holdTasksOfHaltedTenants);
    holdTasksOfHaltedTenants();
    topics.start(this::readTasksOf);
    consumer.start();
    started = true;
  }

  @Override
  public void stop() {
    started = false;
    topics.close();
    consumer.close();
    orders.close();
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  List<Capability> capabilities() {
    return List.copyOf(handlers.keySet());
  }

  int inFlight() {
    return consumer.inFlight();
  }

  int capacity() {
    return consumer.capacity();
  }

  /**
   * Announces tasks that have been running for a while and were not announced yet, and tells those
   * whose deadline has passed.
   */
  void lookAtRunning() {
    Instant begun = clock.instant().minus(properties.progressAfter());
    for (RunningTask task : running) {
      if (task.expired()) {
        task.tell();
      } else if (task.startedAt().isBefore(begun) && task.announce()) {
        report(task, BEGUN);
      }
    }
  }

  /** Takes no new tasks while {@code on}, and finishes those that it has. */
  void drain(boolean on) {
    draining = on;
    consumer.drain(on);
  }

  boolean isDraining() {
    return draining;
  }

  private void readTasksOf(Set<TenantId> tenants) {
    consumer.readTopics(taskTopics(tenants));
  }

  private void holdTasksOfHaltedTenants() {
    consumer.holdTopics(taskTopics(orders.haltedTenants()));
  }

  private List<String> taskTopics(Set<TenantId> tenants) {
    return tenants.stream()
        .flatMap(tenant -> TopicCatalog.tasksOf(identity.service(), tenant).stream())
        .map(TopicName::toString)
        .toList();
  }

  /** A handler at work on a cancelled task may stop. A withdrawn attempt that has begun goes on. */
  private void cancel(TaskCancelled order) {
    if (order.withdrawnAttempt() != null) {
      return;
    }
    for (RunningTask task : running) {
      if (task.message().taskId().equals(order.taskId())
          && task.message().tenantId().equals(order.tenantId())) {
        task.cancel();
      }
    }
  }

  private void accept(Received received) {
    if (!(received.message() instanceof TaskMessage message)) {
      log.atWarn().addKeyValue("topic", received.topic()).log("not a task; ignored");
      return;
    }
    try (var _ =
        LogContext.service(identity.service())
            .with(LogContext.AGENT, properties.id())
            .with(LogContext.TENANT_ID, message.tenantId())
            .with(LogContext.TASK_ID, message.taskId())) {
      if (clock.instant().isAfter(message.deadline())) {
        // The orchestrator has given this attempt up already; a result would be ignored.
        meters.expired();
        log.atInfo().addKeyValue("attempt", message.attempt()).log("task expired in the queue");
        return;
      }
      RunningTask task = new RunningTask(message, received.traceparent(), clock, this::report);
      // Among the running ones before the look at the orders: one that comes in between is heard.
      running.add(task);
      try {
        if (orders.forbids(message)) {
          meters.cancelled();
          log.atInfo().addKeyValue("attempt", message.attempt()).log("task cancelled in the queue");
          return;
        }
        work(task);
      } finally {
        running.remove(task);
      }
    }
  }

  private void work(RunningTask task) {
    TaskMessage message = task.message();
    @Nullable TaskOutcome outcome;
    try {
      outcome = handle(task);
    } catch (TaskStoppedException _) {
      outcome = null;
    } finally {
      task.handlerReturned();
    }
    if (task.cancelled()) {
      // What the handler was broken off with must not break off what comes next on this thread.
      var _ = Thread.interrupted();
    }
    if (outcome == null || task.wasCancelled()) {
      meters.cancelled();
      log.atInfo().addKeyValue("attempt", message.attempt()).log("task stopped: nobody waits");
      return;
    }
    long millis = Duration.between(task.startedAt(), clock.instant()).toMillis();
    ResultMessage result =
        switch (outcome) {
          case TaskOutcome.Completed(var value) ->
              result(message, TaskStatus.COMPLETED, value, null, millis);
          case TaskOutcome.Failed(var error) ->
              result(message, TaskStatus.FAILED, null, error, millis);
        };
    meters.finished(message.requiredCapabilities().getFirst(), result.status(), millis);
    send(result);
  }

  private TaskOutcome handle(RunningTask task) {
    TaskMessage message = task.message();
    Capability wanted = message.requiredCapabilities().getFirst();
    TaskHandler handler = handlers.get(wanted);
    if (handler == null) {
      return TaskOutcome.refused("unknown_capability", properties.id() + " cannot " + wanted);
    }
    try {
      return switch (claims.fetch(message.tenantId(), message.payload())) {
        case Fetched.Value(var payload) -> kept(message, handler.handle(forHandler(task, payload)));
        case Fetched.Missing(var claim) ->
            TaskOutcome.refused("claim_missing", "the payload " + claim + " is not kept any more");
      };
    } catch (TaskStoppedException stopped) {
      if (task.cancelled()) {
        throw stopped;
      }
      return TaskOutcome.retryable("stopped", "stopped although somebody waits");
    } catch (InvalidPayloadException invalid) {
      return TaskOutcome.refused("invalid_payload", String.valueOf(invalid.getMessage()));
    } catch (RuntimeException | Error failure) {
      // Also an error such as a stack overflow: whoever waits must hear of it.
      log.atWarn()
          .addKeyValue("attempt", message.attempt())
          .setCause(failure)
          .log("task handler failed");
      return TaskOutcome.retryable("handler_failed", failure.getClass().getSimpleName());
    }
  }

  private AgentTask forHandler(RunningTask task, JsonNode payload) {
    TaskMessage message = task.message();
    return new AgentTask(
        message.taskId(),
        message.tenantId(),
        message.type(),
        message.attempt(),
        message.deadline(),
        payload,
        task);
  }

  /** A large result is kept aside; the message carries its claim. */
  private TaskOutcome kept(TaskMessage message, TaskOutcome outcome) {
    return switch (outcome) {
      case TaskOutcome.Completed(var result) -> {
        try {
          yield new TaskOutcome.Completed(claims.keep(message.tenantId(), result));
        } catch (ClaimTooLargeException tooLarge) {
          yield TaskOutcome.refused("result_too_large", String.valueOf(tooLarge.getMessage()));
        }
      }
      case TaskOutcome.Failed failed -> failed;
    };
  }

  private ResultMessage result(
      TaskMessage message,
      TaskStatus status,
      @Nullable JsonNode value,
      @Nullable TaskError error,
      long millis) {
    return new ResultMessage(
        message.taskId(),
        message.tenantId(),
        message.attempt(),
        status,
        value,
        error,
        properties.id(),
        identity.instance(),
        millis,
        clock.instant());
  }

  /** The record counts as handled only when its result is in Kafka. */
  private void send(ResultMessage result) {
    TopicName topic = TopicName.of("orchestrator", TopicKind.RESULTS, result.tenantId());
    try {
      publisher
          .publish(topic, result.taskId().toString(), result)
          .get(RESULT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before the result was sent", interrupted);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "the result of task " + result.taskId() + " was not taken by Kafka", failure);
    }
  }

  private void report(RunningTask task, Progress progress) {
    TaskMessage message = task.message();
    var _ =
        publisher.publish(
            TopicName.of("orchestrator", TopicKind.PROGRESS, message.tenantId()).toString(),
            message.taskId().toString(),
            new ProgressMessage(
                message.taskId(),
                message.tenantId(),
                message.attempt(),
                properties.id(),
                identity.instance(),
                progress.step(),
                progress.percent(),
                progress.intermediate(),
                progress.tools(),
                clock.instant()),
            task.traceparent());
  }
}
