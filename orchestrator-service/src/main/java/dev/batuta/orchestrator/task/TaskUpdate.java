package dev.batuta.orchestrator.task;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * An event of a task's log in the form in which watchers get it.
 *
 * @param event see {@link TaskEvent}
 * @param service who does the task, for example {@code quote-service}
 * @param taskId the task
 * @param globalTaskId the task or run it is part of
 * @param tenantId whose task
 * @param timestamp when it happened
 * @param seq its number within the task
 * @param data state, attempt, and what goes with them; the result in the last one
 */
public record TaskUpdate(
    String event,
    String service,
    TaskId taskId,
    String globalTaskId,
    TenantId tenantId,
    Instant timestamp,
    int seq,
    Map<String, Object> data) {
  /** Makes it of an event of {@code task}. */
  public static TaskUpdate of(Task task, TaskEvent event) {
    Map<String, Object> data = new HashMap<>(event.data());
    if (event.intermediate() != null) {
      data.put("intermediate_result", event.intermediate());
    }
    if ("task_completed".equals(event.event()) && task.state().result() != null) {
      data.put("result", task.state().result());
    }
    return new TaskUpdate(
        event.event(),
        task.route().service() + "-service",
        task.id(),
        task.spec().globalTaskId(),
        task.tenantId(),
        event.timestamp(),
        event.seq(),
        data);
  }
}
