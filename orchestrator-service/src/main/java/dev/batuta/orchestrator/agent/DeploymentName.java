package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;

/**
 * Names a deployment.
 *
 * @param agentId the agent
 * @param service short name of the service that its processes are
 */
record DeploymentName(AgentId agentId, String service) {
  @Override
  public String toString() {
    return agentId + "/" + service;
  }
}
