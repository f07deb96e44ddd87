package dev.batuta.conversation.turn;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.message.EventPosted;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.starter.messaging.MessagePublisher;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Tells the tenant's schedules and waiting workflows that something has happened in a conversation.
 * The event's id is the task's, so a repeated task tells the same event.
 */
@Component
class RaiseEventHandler implements TaskHandler {
  private static final Capability RAISE = new Capability("raise_event");
  private static final long PUBLISH_SECONDS = 5;

  private final MessagePublisher publisher;
  private final InstantSource clock;

  RaiseEventHandler(MessagePublisher publisher, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * The input.
   *
   * @param type of the event, for example {@code complaint_raised}
   * @param data facts of it; an object
   */
  record Payload(String type, JsonNode data) {
    Payload {
      requireNonNull(type, "type");
      requireNonNull(data, "data");
    }
  }

  @Override
  public Capability capability() {
    return RAISE;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    Payload payload = task.payload(Payload.class);
    String id = task.id().toString();
    EventPosted event =
        new EventPosted(task.tenant(), id, payload.type(), payload.data(), clock.instant());
    try {
      publisher
          .publish(TopicName.of("orchestrator", TopicKind.EVENTS, task.tenant()), id, event)
          .get(PUBLISH_SECONDS, TimeUnit.SECONDS);
      return TaskOutcome.completed(Map.of("event_id", id));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return TaskOutcome.retryable("interrupted", "stopped before Kafka took the event");
    } catch (ExecutionException | TimeoutException failure) {
      return TaskOutcome.retryable("not_taken", "Kafka did not take the event: " + failure);
    }
  }
}
