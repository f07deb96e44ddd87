package dev.batuta.orchestrator.routing;

import dev.batuta.contracts.AgentId;
import dev.batuta.orchestrator.agent.AgentDeployment;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a rule gives tasks to: an agent, or one deployment of it.
 *
 * @param agentId the agent
 * @param service short name of the one deployment that is meant; null for any
 * @param version build that the deployment must run; null for any
 * @param weight its share among the rule's targets, 0 to 1000; 1 when absent. With 0 it gets none
 */
record RoutingTarget(
    AgentId agentId, @Nullable String service, @Nullable String version, @Nullable Integer weight) {
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final int LONGEST_VERSION = 64;
  private static final int LARGEST_WEIGHT = 1_000;

  RoutingTarget {
    if (agentId == null) {
      throw new IllegalArgumentException("a target names an agent_id");
    }
    if (service != null && !SERVICE.matcher(service).matches()) {
      throw new IllegalArgumentException("service is lower-case letters, digits and dashes");
    }
    if (version != null && (version.isBlank() || version.length() > LONGEST_VERSION)) {
      throw new IllegalArgumentException("version has 1 to 64 characters");
    }
    weight = weight == null ? 1 : weight;
    if (weight < 0 || weight > LARGEST_WEIGHT) {
      throw new IllegalArgumentException("weight is 0 to 1000");
    }
  }

  /** The weight as a number. */
  int share() {
    return weight == null ? 1 : weight;
  }

  /** What it is called: the same for targets that mean the same, whatever their weight. */
  String name() {
    return agentId
        + (service == null ? "" : "/" + service)
        + (version == null ? "" : "@" + version);
  }

  /** Whether a deployment is what is meant. */
  boolean means(AgentDeployment deployment) {
    return agentId.equals(deployment.agentId())
        && (service == null || service.equals(deployment.service()))
        && (version == null || deployment.versions().contains(version));
  }
}
