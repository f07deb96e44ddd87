package dev.batuta.orchestrator.task;

import dev.batuta.contracts.message.TaskCancelled;
import dev.batuta.contracts.message.TaskMessage;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.starter.messaging.MessagePublisher;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends attempts to their agents, and takes back what is not to be done any more. */
@Component
class TaskDispatch {
  private static final Logger log = LoggerFactory.getLogger(TaskDispatch.class);

  private final MessagePublisher publisher;
  private final Halts halts;
  private final InstantSource clock;
  private final Acknowledgements acknowledgements;

  TaskDispatch(
      MessagePublisher publisher,
      Halts halts,
      InstantSource clock,
      Acknowledgements acknowledgements) {
    this.publisher = publisher;
    this.halts = halts;
    this.clock = clock;
    this.acknowledgements = acknowledgements;
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
}
