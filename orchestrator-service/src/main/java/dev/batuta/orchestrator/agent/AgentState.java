package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.InstanceId;
import java.time.Instant;
import java.util.List;

/**
 * An agent with its instances, at one moment.
 *
 * @param agentId the agent
 * @param service short name of its service, first part of its topics
 * @param status the best of its instances
 * @param capabilities what it can do
 * @param capacity tasks it works on at once, over all instances that are up
 * @param inFlight tasks it is working on
 * @param utilization in flight by capacity, 0 to 1
 * @param completed tasks completed since its instances started
 * @param failed tasks failed since then
 * @param averageProcessingMs mean running time in milliseconds
 * @param instances its processes
 */
public record AgentState(
    AgentId agentId,
    String service,
    AgentHealth status,
    List<Capability> capabilities,
    int capacity,
    int inFlight,
    double utilization,
    long completed,
    long failed,
    double averageProcessingMs,
    List<Instance> instances) {
  /**
   * A process of the agent.
   *
   * @param instanceId which
   * @param status how it is
   * @param version of its build
   * @param capacity tasks at once
   * @param inFlight tasks now
   * @param startedAt when it started
   * @param lastHeartbeatAt when it was last heard of
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
    instances = List.copyOf(instances);
  }
}
