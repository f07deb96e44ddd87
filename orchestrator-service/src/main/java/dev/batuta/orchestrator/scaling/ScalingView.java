package dev.batuta.orchestrator.scaling;

import dev.batuta.contracts.AgentId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How busy an agent is and how many instances it should have, over all tenants. All figures are
 * plain numbers: KEDA's metrics-api scaler picks one by its path, such as {@code wished_instances}
 * or {@code backlog.total}.
 *
 * @param agentId the agent
 * @param service the one deployment that was asked for; null for all
 * @param backlog what waits
 * @param inFlight tasks at work
 * @param capacity places of the instances that take tasks
 * @param instances how many take tasks
 * @param wishedInstances how many there should be
 * @param targetPerInstance tasks at once that one is sized for
 * @param averageProcessingMs mean running time of a task in milliseconds; 0 when none has run
 * @param measuredAt when this was so
 */
record ScalingView(
    AgentId agentId,
    @Nullable String service,
    Backlog backlog,
    int inFlight,
    int capacity,
    int instances,
    int wishedInstances,
    double targetPerInstance,
    double averageProcessingMs,
    Instant measuredAt) {
  /**
   * What waits.
   *
   * @param total number of tasks
   * @param oldestAgeSeconds since the oldest was submitted; 0 when none waits
   * @param byPriority number of tasks by lane
   */
  record Backlog(long total, double oldestAgeSeconds, Map<String, Long> byPriority) {
    Backlog {
      byPriority = Collections.unmodifiableMap(new LinkedHashMap<>(byPriority));
    }
  }
}
