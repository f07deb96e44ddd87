package dev.batuta.orchestrator.task;

import java.time.Instant;
import java.util.Map;

/**
 * One entry of a task's log, as its watchers see it.
 *
 * @param seq counts up from 1 within the task
 * @param event {@code task_status_update}, {@code task_completed} or {@code task_failed}
 * @param timestamp when
 * @param data the new state and what else is known
 */
public record TaskEvent(int seq, String event, Instant timestamp, Map<String, Object> data) {
  /** An event after which there are no more: the task has ended. */
  public boolean terminal() {
    return !"task_status_update".equals(event);
  }

  public TaskEvent {
    data = Map.copyOf(data);
  }
}
