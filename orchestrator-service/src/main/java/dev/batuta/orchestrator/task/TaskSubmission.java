package dev.batuta.orchestrator.task;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.starter.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Body of {@code POST /api/v1/tasks}.
 *
 * @param type what the task is called; 1 to 64 characters
 * @param requiredCapabilities what its agent must be able to do; 1 to 10
 * @param priority {@code low}, {@code normal}, {@code high} or 0 to 9; normal when absent
 * @param payload the input; an object, of the size that the tenant's tier allows
 * @param metadata facts about the origin
 * @param maxAttempts 1 to 10
 * @param timeoutMs per attempt, 100 to 3,600,000
 */
record TaskSubmission(
    @Nullable String type,
    @Nullable List<Capability> requiredCapabilities,
    @Nullable Priority priority,
    @Nullable JsonNode payload,
    @Nullable JsonNode metadata,
    @Nullable Integer maxAttempts,
    @Nullable Long timeoutMs) {
  private static final int LONGEST_TYPE = 64;
  private static final int MOST_CAPABILITIES = 10;
  private static final int MOST_ATTEMPTS = 10;
  private static final long SHORTEST_TIMEOUT_MS = 100;
  private static final long LONGEST_TIMEOUT_MS = 3_600_000;

  /** The type, checked. */
  String checkedType() {
    if (type == null || type.isBlank() || type.length() > LONGEST_TYPE) {
      throw ProblemException.field("#/type", "type is a name of 1 to 64 characters");
    }
    return type;
  }

  /** The capabilities, checked. */
  List<Capability> checkedCapabilities() {
    if (requiredCapabilities == null
        || requiredCapabilities.isEmpty()
        || requiredCapabilities.size() > MOST_CAPABILITIES) {
      throw ProblemException.field(
          "#/required_capabilities", "required_capabilities names 1 to 10 capabilities");
    }
    return requiredCapabilities;
  }

  /** The payload, checked; an empty object when absent. */
  JsonNode checkedPayload() {
    if (payload == null || payload.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!payload.isObject()) {
      throw ProblemException.field("#/payload", "payload is a JSON object");
    }
    return payload;
  }

  /** The number of attempts, checked; null when absent. */
  @Nullable Integer checkedAttempts() {
    if (maxAttempts != null && (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS)) {
      throw ProblemException.field("#/max_attempts", "max_attempts is 1 to 10");
    }
    return maxAttempts;
  }

  /** The timeout, checked; null when absent. */
  @Nullable Duration checkedTimeout() {
    if (timeoutMs == null) {
      return null;
    }
    if (timeoutMs < SHORTEST_TIMEOUT_MS || timeoutMs > LONGEST_TIMEOUT_MS) {
      throw ProblemException.field("#/timeout_ms", "timeout_ms is 100 to 3600000");
    }
    return Duration.ofMillis(timeoutMs);
  }
}
