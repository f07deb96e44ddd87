package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent, one of its deployments or one of its processes is to take no new tasks. Each of
 * these is a switch of its own, named by {@link #key}; the newest record of a switch counts, and
 * who is covered by a switch that is on drains.
 *
 * @param agentId the agent
 * @param service short name of the one deployment that is meant; null for all
 * @param instanceId the one process that is meant; null for all
 * @param draining whether it drains; false takes the drain back
 * @param requestedBy who asked for it, as its token names it
 * @param timestamp when that was
 */
public record AgentDrain(
    AgentId agentId,
    @Nullable String service,
    @Nullable InstanceId instanceId,
    boolean draining,
    String requestedBy,
    Instant timestamp)
    implements Message {
  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException if both a deployment and a process are named
   */
  public AgentDrain {
    requireNonNull(agentId, "agent_id");
    requireNonNull(requestedBy, "requested_by");
    requireNonNull(timestamp, "timestamp");
    if (service != null && instanceId != null) {
      throw new IllegalArgumentException("a drain names a service or an instance, not both");
    }
  }

  /** Names the switch; key of its records. */
  public String key() {
    if (instanceId != null) {
      return agentId + "/instance/" + instanceId;
    }
    return service == null ? agentId.value() : agentId + "/service/" + service;
  }

  /** Whether this process belongs to what the switch is about. */
  public boolean covers(AgentId agent, String ofService, InstanceId instance) {
    return agentId.equals(agent)
        && (service == null || service.equals(ofService))
        && (instanceId == null || instanceId.equals(instance));
  }
}
