package dev.batuta.orchestrator.task;

import dev.batuta.contracts.topic.Priority;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for an agent: tasks that were given to it and that it has not begun, or not for longer
 * than a moment.
 *
 * @param waiting how many, by lane; every lane is there
 * @param oldestSubmittedAt when the oldest of them was submitted; null when none waits
 */
public record TaskBacklog(Map<Priority, Long> waiting, @Nullable Instant oldestSubmittedAt) {
  public TaskBacklog {
    waiting = Map.copyOf(waiting);
  }

  /** Over all lanes. */
  public long total() {
    return waiting.values().stream().mapToLong(Long::longValue).sum();
  }
}
