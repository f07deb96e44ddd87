package dev.batuta.orchestrator.task;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of a task's log, as its watchers see it. It never changes.
 *
 * @param seq counts up from 1 within the task; never given twice
 * @param event {@code task_status_update}, {@code task_completed} or {@code task_failed}
 * @param timestamp when
 * @param data the new state and what else is known
 * @param intermediate what the agent knew so far; null when it showed nothing
 */
public record TaskEvent(
    int seq,
    String event,
    Instant timestamp,
    Map<String, Object> data,
    @Nullable JsonNode intermediate) {
  private static final String UPDATE = "task_status_update";

  /** An event after which there are no more: the task has ended. */
  public boolean terminal() {
    return !UPDATE.equals(event);
  }

  public TaskEvent {
    data = Map.copyOf(data);
  }
}
