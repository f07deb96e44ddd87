package dev.batuta.orchestrator.task;

import dev.batuta.contracts.message.TaskCancelled;
import dev.batuta.contracts.message.TaskMessage;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.starter.messaging.MessagePublisher;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Sends attempts to their agents, and takes back what is not to be done any more. */
@Component
class TaskDispatch implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(TaskDispatch.class);

  private final TaskStore store;
  private final TaskLifecycle lifecycle;
  private final MessagePublisher publisher;
  private final LiveUpdates live;
  private final Halts halts;
  private final InstantSource clock;
  private final ExecutorService acknowledgements = Executors.newVirtualThreadPerTaskExecutor();

  TaskDispatch(
      TaskStore store,
      TaskLifecycle lifecycle,
      MessagePublisher publisher,
      LiveUpdates live,
      Halts halts,
      InstantSource clock) {
    this.store = store;
    this.lifecycle = lifecycle;
    this.publisher = publisher;
    this.live = live;
    this.halts = halts;
    this.clock = clock;
  }

  /** Sends the current attempt, unless its tenant is halted: the monitor sends it afterwards. */
  void send(Task task) {
    if (halts.halted(task.tenantId())) {
      return;
    }
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
                acknowledgements.execute(() -> acknowledged(task));
              } else {
                // It stays PENDING: the monitor sends it again.
                log.atWarn()
                    .addKeyValue("task", task.id())
                    .setCause(failure)
                    .log("task not taken by Kafka");
              }
            });
  }

  /** Tells the agents what is not to be begun, or not to be done, any more. */
  void withdraw(Task task, TaskEffect.Withdraw withdraw) {
    var _ =
        publisher
            .publish(
                TopicCatalog.PLATFORM_CANCELLATIONS,
                task.id().toString(),
                new TaskCancelled(
                    task.id(),
                    task.tenantId(),
                    withdraw.attempt(),
                    withdraw.reason(),
                    clock.instant()),
                task.spec().traceparent())
            .whenComplete((_, failure) -> {
              if (failure != null) {
                // Its agent works in vain: the answer will not count.
                log.atWarn()
                    .addKeyValue("task", task.id())
                    .setCause(failure)
                    .log("cancellation not taken by Kafka");
              }
            });
  }

  /** Notes Kafka's acknowledgement, unless the result was quicker. */
  private void acknowledged(Task dispatched) {
    try {
      if (lifecycle.acknowledged(dispatched, dispatched.state().attempt(), clock.instant())
          instanceof TaskDecision.Changed(Task next, _)) {
        store.save(next);
        live.changed(Tasks.liveKey(next.id()), Tasks.liveGroup(next.tenantId()));
      }
    } catch (OptimisticLockingFailureException _) {
      log.atTrace().log("task moved on before Kafka's acknowledgement was noted");
    } catch (RuntimeException failure) {
      // Not noting it is harmless: the monitor sends the task again, and its agent answers again.
      log.atWarn().setCause(failure).log("acknowledgement not noted");
    }
  }

  @Override
  public void destroy() {
    acknowledgements.close();
  }
}
