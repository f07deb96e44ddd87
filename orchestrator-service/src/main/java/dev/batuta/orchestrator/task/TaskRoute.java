package dev.batuta.orchestrator.task;

import dev.batuta.contracts.AgentId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which agent was chosen.
 *
 * @param agentId the agent
 * @param service its deployment's service, first part of the topic
 * @param reason why this one
 * @param explanation the same in full, as JSON; null for tasks from before it was kept
 */
public record TaskRoute(
    AgentId agentId, String service, String reason, @Nullable JsonNode explanation) {
  /** A route without an explanation. */
  public TaskRoute(AgentId agentId, String service, String reason) {
    this(agentId, service, reason, null);
  }
}
