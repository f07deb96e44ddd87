package dev.batuta.orchestrator.task;

import dev.batuta.contracts.message.TaskStatus;
import java.util.Map;

/**
 * What of a tenant's work has not ended.
 *
 * @param open number of tasks by state
 * @param oldestWaitingMs age of the oldest task that no agent has begun, in milliseconds; 0 when
 *     none waits
 */
public record TaskQueue(Map<TaskStatus, Long> open, long oldestWaitingMs) {
  public TaskQueue {
    open = Map.copyOf(open);
  }

  /** All tasks that have not ended. */
  public long depth() {
    return open.values().stream().mapToLong(Long::longValue).sum();
  }
}
