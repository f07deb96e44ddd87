package dev.batuta.orchestrator.scaling;

import java.time.Duration;

/**
 * How many instances an agent should have, as a function of its load.
 *
 * <p>By Little's law, tasks that take S seconds each and arrive at a rate of λ keep λ·S places
 * busy. To do W waiting tasks within D seconds is a rate of W/D. With F places busy already, P
 * places to an instance and a wished utilization of u:
 *
 * <pre>wished = ⌈ (F + W · min(S, D) / D) / (P · u) ⌉</pre>
 *
 * <p>S is the mean running time so far; while none is known, or it is longer than D, each waiting
 * task counts as one place. When the oldest task has waited for longer than D although more wait
 * than places are free, the estimate was too low: then at least one instance more than there are.
 * Whoever has anything to do gets one instance at least. An agent that is drained as a whole keeps
 * the instances it has: further ones would be drained too.
 *
 * @see <a href="https://doi.org/10.1287/opre.9.3.383">Little, A Proof for the Queuing Formula L =
 *     λW, 1961</a>
 */
final class ScalingRule {
  private final ScalingProperties wishes;

  ScalingRule(ScalingProperties wishes) {
    this.wishes = wishes;
  }

  /** Tasks at once that an instance is sized for; at least 1. */
  double targetPerInstance(AgentLoad load) {
    int places = load.knownPlaces() == 0 ? wishes.capacityWhenUnknown() : load.knownPlaces();
    return Math.max(1, places * wishes.targetUtilization() / 100.0);
  }

  /** Wished number of instances, 0 to the most that are allowed. */
  int wished(AgentLoad load) {
    if (load.drained() > 0) {
      return Math.min(load.drained(), wishes.mostInstances());
    }
    Duration within = wishes.drainWithin();
    double longest = (double) within.toMillis();
    double each = load.averageMs() == 0 ? longest : Math.min(load.averageMs(), longest);
    double places = load.inFlight() + load.waiting() * each / longest;
    double wished = Math.ceil(places / targetPerInstance(load));
    boolean late =
        load.oldestAge().compareTo(within) > 0
            && load.waiting() > Math.max(0, load.capacity() - load.inFlight());
    if (late) {
      wished = Math.max(wished, load.instances() + 1);
    }
    if (load.waiting() + load.inFlight() > 0) {
      wished = Math.max(wished, 1);
    }
    return (int) Math.min(wished, wishes.mostInstances());
  }
}
