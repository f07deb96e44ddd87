package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.InstanceId;
import java.time.Instant;
import java.util.List;

/**
 * What one agent instance says of itself at a steady beat. The first one registers it.
 *
 * @param agentId the agent
 * @param instanceId the process
 * @param service short name of the service, first part of its topic names
 * @param version version of the service
 * @param capabilities what it can do
 * @param capacity how many tasks it works on at once; at least 1
 * @param inFlight how many it is working on
 * @param completed tasks completed since it started
 * @param failed tasks failed since it started
 * @param averageProcessingMs mean running time of its recent tasks, in milliseconds
 * @param stopping whether it takes no new tasks because it is shutting down
 * @param draining whether it takes no new tasks because an operator drains it; false when absent
 * @param intervalMs time to the next heartbeat, in milliseconds
 * @param startedAt when the process started
 * @param timestamp when this was so
 */
public record AgentHeartbeat(
    AgentId agentId,
    InstanceId instanceId,
    String service,
    String version,
    List<Capability> capabilities,
    int capacity,
    int inFlight,
    long completed,
    long failed,
    double averageProcessingMs,
    boolean stopping,
    Boolean draining,
    long intervalMs,
    Instant startedAt,
    Instant timestamp)
    implements Message {
  public AgentHeartbeat {
    requireNonNull(agentId, "agent_id");
    requireNonNull(instanceId, "instance_id");
    requireNonNull(service, "service");
    requireNonNull(timestamp, "timestamp");
    capabilities = List.copyOf(capabilities);
    // Heartbeats that were written before this field lack it.
    draining = draining != null && draining;
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is at least 1, was " + capacity);
    }
  }
}
