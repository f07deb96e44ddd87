package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.InstanceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent with its deployments and instances, at one moment.
 *
 * @param agentId the agent
 * @param service short name of the service of its healthiest deployment
 * @param status the best of its deployments
 * @param reason why it is not up, in a sentence for an operator; null when it is
 * @param capabilities what any of its deployments can do
 * @param capacity tasks it works on at once, over all instances that are up
 * @param inFlight tasks it is working on
 * @param utilization in flight by capacity, 0 to 1
 * @param completed tasks completed since its instances started
 * @param failed tasks failed since then
 * @param averageProcessingMs mean running time in milliseconds
 * @param deployments its services, the healthiest first
 * @param instances its processes, over all deployments
 */
public record AgentState(
    AgentId agentId,
    String service,
    AgentHealth status,
    @Nullable String reason,
    List<Capability> capabilities,
    int capacity,
    int inFlight,
    double utilization,
    long completed,
    long failed,
    double averageProcessingMs,
    List<AgentDeployment> deployments,
    List<Instance> instances) {
  /**
   * A process of the agent.
   *
   * @param instanceId which
   * @param status how it is
   * @param version of its build
   * @param capacity tasks at once
   * @param inFlight tasks now
   * @param startedAt when it started, by its own clock
   * @param lastHeartbeatAt when it was last heard of, by the orchestrator's clock
   */
  public record Instance(
      InstanceId instanceId,
      AgentHealth status,
      String version,
      int capacity,
      int inFlight,
      Instant startedAt,
      Instant lastHeartbeatAt) {}

  public AgentState {
    capabilities = List.copyOf(capabilities);
    deployments = List.copyOf(deployments);
    instances = List.copyOf(instances);
  }

  /** The sum of an agent's deployments; there is at least one. */
  static AgentState of(Collection<AgentDeployment> group) {
    List<AgentDeployment> all =
        group.stream()
            .sorted(
                Comparator.comparing(AgentDeployment::status)
                    .thenComparing(AgentDeployment::service))
            .toList();
    AgentDeployment best = all.getFirst();
    int capacity = all.stream().mapToInt(AgentDeployment::capacity).sum();
    int inFlight = all.stream().mapToInt(AgentDeployment::inFlight).sum();
    long completed = all.stream().mapToLong(AgentDeployment::completed).sum();
    long failed = all.stream().mapToLong(AgentDeployment::failed).sum();
    double millis =
        all.stream()
            .mapToDouble(
                each -> each.averageProcessingMs() * (double) (each.completed() + each.failed()))
            .sum();
    return new AgentState(
        best.agentId(),
        best.service(),
        best.status(),
        best.reason(),
        all.stream()
            .flatMap(each -> each.capabilities().stream())
            .distinct()
            .sorted(Comparator.comparing(Capability::value))
            .toList(),
        capacity,
        inFlight,
        capacity == 0 ? 0 : (double) inFlight / capacity,
        completed,
        failed,
        completed + failed == 0 ? 0 : millis / (double) (completed + failed),
        all,
        all.stream().flatMap(each -> each.instances().stream()).toList());
  }
}
