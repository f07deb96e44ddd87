package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.monitor.PeriodicCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Wakes watchers whose wake-up was lost, or was made in another instance while Redis was away: asks
 * the store once for all of them, instead of each for itself.
 */
@Component
class WatchSweep implements SmartLifecycle {
  private static final String TASK = "task:";
  private static final String TENANT = "tenant:";
  private static final int AT_ONCE = 500;
  private static final int MOST_CHANGES = 5_000;
  private static final int RELIABLE_FACTOR = 10;

  /** Clocks of instances differ a little, and a write takes a moment to be seen. */
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private final LiveUpdates live;
  private final Tasks tasks;
  private final InstantSource clock;
  private final PeriodicCheck check;
  private Map<TaskId, Long> versions = Map.of();
  private Map<String, Instant> looked = Map.of();
  private int beats;

  WatchSweep(LiveUpdates live, Tasks tasks, InstantSource clock, WatchProperties properties) {
    this.live = live;
    this.tasks = tasks;
    this.clock = clock;
    this.check = new PeriodicCheck("watch-sweep", "orchestrator", properties.sweep(), this::beat);
  }

  @Override
  public void start() {
    check.start();
  }

  @Override
  public void stop() {
    check.close();
  }

  @Override
  public boolean isRunning() {
    return check.isRunning();
  }

  private void beat() {
    if (!live.reliable() || beats++ % RELIABLE_FACTOR == 0) {
      sweep();
    }
  }

  /** One look at everything that is watched. */
  void sweep() {
    sweepTasks();
    sweepTenants();
  }

  private void sweepTasks() {
    List<TaskId> watched =
        live.awaited(TASK).stream().map(key -> TaskId.parse(key.substring(TASK.length()))).toList();
    Map<TaskId, Long> now = new HashMap<>();
    for (int from = 0; from < watched.size(); from += AT_ONCE) {
      now.putAll(tasks.versions(watched.subList(from, Math.min(from + AT_ONCE, watched.size()))));
    }
    // Also those seen for the first time: they may have changed before this look.
    now.forEach((id, version) -> {
      if (!version.equals(versions.get(id))) {
        live.tell(Tasks.liveKey(id), null);
      }
    });
    versions = now;
  }

  private void sweepTenants() {
    Instant now = clock.instant();
    Map<String, Instant> next =
        live.heardGroups().stream()
            .filter(group -> group.startsWith(TENANT))
            .collect(Collectors.toMap(group -> group, _ -> now));
    for (String group : next.keySet()) {
      Instant since = looked.getOrDefault(group, now).minus(OVERLAP);
      tasks
          .changedSince(new TenantId(group.substring(TENANT.length())), since, MOST_CHANGES)
          .forEach(id -> live.tell(Tasks.liveKey(id), group));
    }
    looked = next;
  }
}
