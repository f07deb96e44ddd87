package dev.batuta.orchestrator.scaling;

import dev.batuta.orchestrator.agent.AgentDeployment;
import dev.batuta.orchestrator.agent.AgentHealth;
import java.time.Duration;
import java.util.List;

/**
 * How busy an agent is.
 *
 * @param waiting tasks that it has not begun
 * @param oldestAge how long the oldest of them has waited; zero when none waits
 * @param inFlight tasks it is working on
 * @param capacity places of the instances that take tasks
 * @param instances how many instances take tasks
 * @param drained how many instances are drained, and none takes tasks; 0 when some do
 * @param knownPlaces places of one instance as far as was heard; 0 when none was heard of
 * @param averageMs mean running time of a task in milliseconds; 0 when none has run
 */
record AgentLoad(
    long waiting,
    Duration oldestAge,
    int inFlight,
    int capacity,
    int instances,
    int drained,
    int knownPlaces,
    double averageMs) {
  static AgentLoad of(List<AgentDeployment> deployments, long waiting, Duration oldestAge) {
    int instances = deployments.stream().mapToInt(AgentDeployment::instancesUp).sum();
    int drained =
        Math.toIntExact(
            deployments.stream()
                .flatMap(deployment -> deployment.instances().stream())
                .filter(instance -> instance.status() == AgentHealth.DRAINING)
                .count());
    int places =
        deployments.stream()
            .flatMap(deployment -> deployment.instances().stream())
            .mapToInt(instance -> instance.capacity())
            .max()
            .orElse(0);
    int capacity = deployments.stream().mapToInt(AgentDeployment::capacity).sum();
    long finished = deployments.stream().mapToLong(AgentLoad::finished).sum();
    double millis =
        deployments.stream()
            .mapToDouble(each -> each.averageProcessingMs() * (double) finished(each))
            .sum();
    return new AgentLoad(
        waiting,
        oldestAge,
        deployments.stream().mapToInt(AgentDeployment::inFlight).sum(),
        capacity,
        instances,
        instances == 0 ? drained : 0,
        instances == 0 ? places : capacity / instances,
        finished == 0 ? 0 : millis / (double) finished);
  }

  private static long finished(AgentDeployment deployment) {
    return deployment.completed() + deployment.failed();
  }
}
