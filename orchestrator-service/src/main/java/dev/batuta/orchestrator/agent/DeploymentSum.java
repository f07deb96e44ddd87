package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.message.AgentHeartbeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the processes of a deployment. Stopped and lost ones are listed, but only those that are
 * up count for its places. Used by one thread and once.
 */
final class DeploymentSum {
  private final DeploymentName name;
  private final Instant now;
  private final List<AgentState.Instance> instances = new ArrayList<>();
  private final List<AgentInstance> best = new ArrayList<>();
  private AgentHealth status = AgentHealth.LOST;
  private int capacity;
  private int inFlight;
  private long completed;
  private long failed;
  private double millis;

  DeploymentSum(DeploymentName name, Instant now) {
    this.name = name;
    this.now = now;
  }

  void add(AgentInstance instance, AgentHealth health) {
    AgentHeartbeat beat = instance.heartbeat();
    if (health.compareTo(status) < 0) {
      status = health;
      best.clear();
    }
    if (health == status) {
      best.add(instance);
    }
    if (health == AgentHealth.UP) {
      capacity += beat.capacity();
      inFlight += beat.inFlight();
    }
    completed += beat.completed();
    failed += beat.failed();
    millis += beat.averageProcessingMs() * (double) (beat.completed() + beat.failed());
    instances.add(
        new AgentState.Instance(
            beat.instanceId(),
            health,
            beat.version(),
            beat.capacity(),
            beat.inFlight(),
            beat.startedAt(),
            instance.heardAt()));
  }

  /**
   * The sum.
   *
   * @param judgement of its work
   */
  AgentDeployment deployment(AgentBreakers.Judgement judgement) {
    boolean degraded = status == AgentHealth.UP && judgement.degraded();
    long finished = completed + failed;
    return new AgentDeployment(
        name.agentId(),
        name.service(),
        versions(),
        degraded ? AgentHealth.DEGRADED : status,
        degraded ? judgement.reason() : reason(),
        degraded && judgement.probing(),
        capabilities(),
        capacity,
        inFlight,
        capacity == 0 ? 0 : Math.min(1, (double) inFlight / capacity),
        completed,
        failed,
        finished == 0 ? 0 : millis / (double) finished,
        instances);
  }

  private List<String> versions() {
    Set<String> versions = new TreeSet<>();
    best.forEach(instance -> versions.add(instance.heartbeat().version()));
    return List.copyOf(versions);
  }

  /** A task may be taken by any of the processes, so only what all of them can do counts. */
  private List<Capability> capabilities() {
    Set<Capability> common = new HashSet<>(best.getFirst().heartbeat().capabilities());
    best.forEach(instance -> common.retainAll(Set.copyOf(instance.heartbeat().capabilities())));
    return common.stream().sorted(Comparator.comparing(Capability::value)).toList();
  }

  private @Nullable String reason() {
    return switch (status) {
      case UP, DEGRADED -> null;
      case DRAINING -> "drained by an operator";
      case STOPPING -> "its processes are stopping";
      case LOST ->
          "no heartbeat for "
              + best.stream()
                  .mapToLong(instance -> instance.silence(now).toSeconds())
                  .min()
                  .orElse(0)
              + " s";
    };
  }
}
