package dev.batuta.orchestrator.task;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.starter.monitor.PeriodicCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Notes which tasks Kafka has taken, a moment later and many in one call. Most tasks have ended by
 * then and need no note. Not noting one is harmless: the monitor sends it again after the dispatch
 * timeout, which is far longer than the moment, and its agent answers again.
 */
@Component
class Acknowledgements implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);
  private static final Duration MOMENT = Duration.ofMillis(250);

  /** More than are under way in a moment at any rate that one process can reach. */
  private static final int MOST = 20_000;

  private static final int AT_ONCE = 500;

  private final TaskStore store;
  private final TaskLifecycle lifecycle;
  private final LiveUpdates live;
  private final InstantSource clock;
  private final Map<TaskId, Taken> unnoted = new ConcurrentHashMap<>();
  private final PeriodicCheck check =
      new PeriodicCheck("acknowledgements", "orchestrator", MOMENT, this::note);

  /** A task as it was dispatched, and when Kafka had taken it. */
  private record Taken(Task task, Instant at) {}

  Acknowledgements(
      TaskStore store, TaskLifecycle lifecycle, LiveUpdates live, InstantSource clock) {
    this.store = store;
    this.lifecycle = lifecycle;
    this.live = live;
    this.clock = clock;
  }

  /** Kafka has taken the current attempt of {@code task}. */
  void taken(Task task) {
    if (unnoted.size() < MOST) {
      unnoted.put(task.id(), new Taken(task, clock.instant()));
    }
  }

  /**
   * A task as it was dispatched a moment ago; empty when it is not known here any more. It may have
   * changed since: the version check of the next write tells.
   */
  Optional<Task> dispatched(TenantId tenant, TaskId id) {
    return Optional.ofNullable(unnoted.get(id))
        .map(Taken::task)
        .filter(task -> task.tenantId().equals(tenant));
  }

  /** A task has changed otherwise: what was to be noted is out of date. */
  void changed(TaskId id) {
    unnoted.remove(id);
  }

  private void note() {
    Instant latest = clock.instant().minus(MOMENT);
    List<Taken> due = new ArrayList<>();
    for (Taken taken : List.copyOf(unnoted.values())) {
      if (!taken.at().isAfter(latest) && unnoted.remove(taken.task().id(), taken)) {
        due.add(taken);
      }
    }
    for (int from = 0; from < due.size(); from += AT_ONCE) {
      noteAll(due.subList(from, Math.min(due.size(), from + AT_ONCE)));
    }
  }

  private void noteAll(List<Taken> batch) {
    List<Task> queued = new ArrayList<>();
    for (Taken taken : batch) {
      Task task = taken.task();
      if (lifecycle.acknowledged(task, task.state().attempt(), taken.at())
          instanceof TaskDecision.Changed(Task next, _)) {
        queued.add(next);
      }
    }
    if (queued.isEmpty()) {
      return;
    }
    try {
      store.saveUnchanged(queued);
    } catch (DataAccessException failure) {
      log.atWarn().setCause(failure).log("acknowledgements not noted; trying again");
      batch.forEach(taken -> unnoted.putIfAbsent(taken.task().id(), taken));
      return;
    }
    queued.forEach(
        task -> live.changed(Tasks.liveKey(task.id()), Tasks.liveGroup(task.tenantId())));
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
}
