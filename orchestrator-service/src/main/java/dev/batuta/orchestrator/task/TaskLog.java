package dev.batuta.orchestrator.task;

import dev.batuta.contracts.message.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A task's log: what its watchers are told, numbered without repeats. It is bounded by forgetting
 * the oldest events but the first, whole; what is kept is never rewritten, and the newest, so also
 * the end, is always there. Who has read a number needs it no more, so nothing is lost to a watcher
 * that keeps up.
 */
final class TaskLog {
  /** Events that are kept. */
  static final int EVENTS = 60;

  /** Characters of intermediate results that are kept with them. */
  static final int INTERMEDIATE = 256 * 1024;

  private TaskLog() {}

  /** The task in its new state, with a line in its log. */
  static Task append(Task task, TaskState next, Instant now, Map<String, Object> data) {
    return append(task, next, now, data, null);
  }

  /** The same, with what the agent knows so far. */
  static Task append(
      Task task,
      TaskState next,
      Instant now,
      Map<String, Object> data,
      @Nullable JsonNode intermediate) {
    String event =
        switch (next.status()) {
          case COMPLETED -> "task_completed";
          case FAILED, CANCELLED, DEAD_LETTERED -> "task_failed";
          case PENDING, QUEUED, PROCESSING, WAITING_RETRY, PAUSED -> "task_status_update";
        };
    Map<String, Object> all = new HashMap<>(data);
    all.put("status", next.status().word());
    all.put("attempt", next.attempt());
    List<TaskEvent> events = new ArrayList<>(task.events());
    int seq = events.isEmpty() ? 1 : events.getLast().seq() + 1;
    events.add(new TaskEvent(seq, event, now, all, intermediate));
    while (events.size() > 2 && (events.size() > EVENTS || intermediates(events) > INTERMEDIATE)) {
      events.remove(1);
    }
    return task.with(next, events);
  }

  /** The end of a task: its reason, for the log. */
  static Map<String, Object> error(String code, String message) {
    return Map.of("error", Map.of("code", code, "message", message));
  }

  /** What goes with a change, for the log. */
  static Map<String, Object> reason(String reason) {
    return Map.of("details", Map.of("reason", reason));
  }

  /** Whether a task in that state has an attempt out: sent, or about to be. */
  static boolean underway(TaskStatus status) {
    return status == TaskStatus.PENDING
        || status == TaskStatus.QUEUED
        || status == TaskStatus.PROCESSING;
  }

  private static long intermediates(List<TaskEvent> events) {
    long sum = 0;
    for (TaskEvent event : events) {
      JsonNode intermediate = event.intermediate();
      sum += intermediate == null ? 0 : intermediate.toString().length();
    }
    return sum;
  }
}
