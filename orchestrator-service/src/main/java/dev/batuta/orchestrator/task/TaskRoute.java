package dev.batuta.orchestrator.task;

import dev.batuta.contracts.AgentId;

/**
 * Which agent was chosen.
 *
 * @param agentId the agent
 * @param service its service, first part of the topic
 * @param reason why this one
 */
public record TaskRoute(AgentId agentId, String service, String reason) {}
