package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.TaskId;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.TaskEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one WebSocket wants to hear, what of it has changed, and what it was told already. Changes
 * of one task that wait are one; the log is in the store, not here. Guarded by its connection.
 */
final class Subscriptions {
  /** Tasks of a whole tenant of which it is remembered what was told, the newest. */
  private static final int REMEMBERED = 10_000;

  private final int most;
  private final int mostWaiting;
  private final Map<TaskId, Integer> tasks = new LinkedHashMap<>();
  private final Map<TaskId, Integer> told = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<TaskId> waiting = new LinkedHashSet<>();
  private @Nullable Instant tenantSince;

  Subscriptions(int most, int mostWaiting) {
    this.most = most;
    this.mostWaiting = mostWaiting;
  }

  /** Hear of one task after number {@code after}; whether there is room. */
  boolean follow(TaskId task, int after) {
    if (!tasks.containsKey(task) && tasks.size() >= most) {
      return false;
    }
    tasks.put(task, after);
    waiting.add(task);
    return true;
  }

  void unfollow(TaskId task) {
    tasks.remove(task);
  }

  /** Hear of all tasks what happens from now on. */
  void followTenant(Instant now) {
    if (tenantSince == null) {
      tenantSince = now;
    }
  }

  void unfollowTenant() {
    tenantSince = null;
    told.clear();
  }

  /** A task changed; whether there is room for it to wait. */
  boolean changed(TaskId task) {
    if (tenantSince == null && !tasks.containsKey(task)) {
      return true;
    }
    return waiting.contains(task) || (waiting.size() < mostWaiting && waiting.add(task));
  }

  /** The task that changed first; null when none waits. */
  @Nullable TaskId next() {
    var first = waiting.iterator();
    if (!first.hasNext()) {
      return null;
    }
    TaskId task = first.next();
    first.remove();
    return task;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The events of a task that are to be told; they count as told from now on. */
  List<TaskEvent> news(Task task) {
    Integer after = tasks.get(task.id());
    Instant since = tenantSince;
    if (after == null && since == null) {
      return List.of();
    }
    int last = Math.max(after == null ? 0 : after, told.getOrDefault(task.id(), 0));
    boolean fromNow = after == null && !told.containsKey(task.id()) && since != null;
    List<TaskEvent> news =
        task.events().stream()
            .filter(event -> event.seq() > last)
            .filter(event -> !fromNow || !event.timestamp().isBefore(since))
            .toList();
    int newest = task.events().isEmpty() ? last : task.events().getLast().seq();
    if (after != null) {
      tasks.put(task.id(), Math.max(newest, last));
      if (task.state().status().terminal()) {
        tasks.remove(task.id());
      }
    }
    if (since != null) {
      told.put(task.id(), Math.max(newest, last));
      if (told.size() > REMEMBERED) {
        var eldest = told.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
    }
    return news;
  }
}
