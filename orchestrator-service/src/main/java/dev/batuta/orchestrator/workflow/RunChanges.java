package dev.batuta.orchestrator.workflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.live.LiveUpdates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Changes stored runs, one after the other by version, and has the effects performed only of what
 * is stored. Thread-safe.
 */
final class RunChanges {
  private static final Logger log = LoggerFactory.getLogger(RunChanges.class);
  private static final int RACES = 50;
  private static final int MOST_RECENT = 2_000;
  private static final Duration RECENT = Duration.ofSeconds(5);

  private final Cache<RunId, WorkflowRun> recent =
      Caffeine.newBuilder().maximumSize(MOST_RECENT).expireAfterWrite(RECENT).build();
  private final RunStore store;
  private final WorkflowDefinitions definitions;
  private final LiveUpdates live;
  private final InstantSource clock;

  RunChanges(
      RunStore store, WorkflowDefinitions definitions, LiveUpdates live, InstantSource clock) {
    this.store = store;
    this.definitions = definitions;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Applies {@code rule} to a run, stores what it decides and has the effects performed.
   *
   * @return the run as it is stored then; empty if there is none of that id
   */
  Optional<WorkflowDecision> change(
      TenantId tenant,
      RunId id,
      BiFunction<WorkflowPlan, WorkflowRun, WorkflowDecision> rule,
      BiConsumer<WorkflowEffect, WorkflowRun> performer) {
    // As it was stored here a moment ago, which costs no read. If it has changed elsewhere since,
    // the version check tells; and that nothing follows is believed only of what was read.
    WorkflowRun known = recent.getIfPresent(id);
    for (int race = 0; race < RACES; race++) {
      boolean read = known == null || !known.tenantId().equals(tenant);
      WorkflowRun run = read ? store.find(tenant, id).orElse(null) : known;
      known = null;
      if (run == null) {
        log.atWarn().addKeyValue("run", id).log("event for a run that does not exist");
        return Optional.empty();
      }
      WorkflowDecision decision = rule.apply(definitions.of(run), run);
      if (!decision.changed() && !read) {
        continue;
      }
      try {
        WorkflowRun stored = decision.changed() ? store.save(decision.run()) : run;
        remember(stored);
        if (decision.changed()) {
          live.changed(Workflows.logKey(id));
        }
        decision.effects().forEach(effect -> performer.accept(effect, stored));
        return Optional.of(new WorkflowDecision(stored, decision.changed(), List.of()));
      } catch (OptimisticLockingFailureException _) {
        recent.invalidate(id);
        log.atTrace().addKeyValue("run", id).log("run changed meanwhile; deciding again");
      }
    }
    throw new IllegalStateException("run " + id + " changed " + RACES + " times while deciding");
  }

  /** A run as it was stored just now. */
  void remember(WorkflowRun run) {
    if (run.ended()) {
      recent.invalidate(run.id());
    } else {
      recent.put(run.id(), run);
    }
  }

  /** Keeps a run that cannot be looked at out of the way of the others for a while. */
  void setAside(WorkflowRun run, Duration how) {
    try {
      var _ = store.save(run.checkedAt(clock.instant().plus(how)));
    } catch (OptimisticLockingFailureException _) {
      log.atTrace().addKeyValue("run", run.id()).log("run changed meanwhile; not set aside");
    }
  }
}
