package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deployment of an agent at one moment: the processes of one service, which share its task
 * topics. An agent has several while a canary of it runs beside it.
 *
 * @param agentId the agent
 * @param service short name of the service, first part of its topics
 * @param versions builds of its live processes, or of all when none is live; sorted
 * @param status the best of its processes, or degraded
 * @param reason why it is not up, in a sentence for an operator; null when it is
 * @param probing whether it is degraded and may be given a task to see whether it has recovered
 * @param capabilities what all its live processes can do; sorted
 * @param capacity tasks it works on at once, over all processes that are up
 * @param inFlight tasks they are working on
 * @param utilization in flight by capacity, 0 to 1
 * @param completed tasks completed since its processes started
 * @param failed tasks failed since then
 * @param averageProcessingMs mean running time in milliseconds
 * @param instances its processes
 */
public record AgentDeployment(
    AgentId agentId,
    String service,
    List<String> versions,
    AgentHealth status,
    @Nullable String reason,
    boolean probing,
    List<Capability> capabilities,
    int capacity,
    int inFlight,
    double utilization,
    long completed,
    long failed,
    double averageProcessingMs,
    List<AgentState.Instance> instances) {
  public AgentDeployment {
    versions = List.copyOf(versions);
    capabilities = List.copyOf(capabilities);
    instances = List.copyOf(instances);
  }

  /** The same, but not to be probed. */
  public AgentDeployment notProbing() {
    return new AgentDeployment(
        agentId,
        service,
        versions,
        status,
        reason,
        false,
        capabilities,
        capacity,
        inFlight,
        utilization,
        completed,
        failed,
        averageProcessingMs,
        instances);
  }

  /** How many of its processes are up or degraded: they take tasks. */
  public int instancesUp() {
    return Math.toIntExact(
        instances.stream().filter(each -> each.status() == AgentHealth.UP).count());
  }
}
