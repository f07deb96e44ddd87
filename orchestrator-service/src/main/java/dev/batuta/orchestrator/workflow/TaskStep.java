package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.topic.Priority;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives work to an agent and waits for its result.
 *
 * @param id name of the step
 * @param type what the task is called; the step's id when absent
 * @param capability what its agent must be able to do
 * @param priority its lane; normal when absent
 * @param input the task's payload: an expression per field
 * @param attempts attempts at the most, 1 to 10; 3 when absent
 * @param timeout per attempt; 30 seconds when absent
 * @param backoff pause before the second attempt, doubling with each up to a minute; a second when
 *     absent
 * @param compensation what undoes it when the run is cancelled or fails; null for nothing
 * @param next the step that follows; null to end its list
 * @param onFailure the step that follows when all attempts failed; null to let the failure go up
 */
@JsonTypeName("task")
public record TaskStep(
    String id,
    String type,
    Capability capability,
    Priority priority,
    Map<String, String> input,
    Integer attempts,
    Duration timeout,
    @Nullable Duration backoff,
    @Nullable Compensation compensation,
    @Nullable String next,
    @Nullable String onFailure)
    implements Step {
  private static final int ATTEMPTS = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  public TaskStep {
    Objects.requireNonNull(id, "a step needs an id");
    Objects.requireNonNull(capability, "a task step needs a capability");
    type = type == null ? id : type;
    priority = priority == null ? Priority.NORMAL : priority;
    input = input == null ? Map.of() : Map.copyOf(input);
    attempts = attempts == null ? ATTEMPTS : attempts;
    timeout = timeout == null ? TIMEOUT : timeout;
  }

  /**
   * A task that undoes a completed one.
   *
   * @param capability what its agent must be able to do
   * @param input the task's payload: an expression per field; sees what the step gave
   * @param attempts attempts at the most, 1 to 10; 3 when absent
   * @param timeout per attempt; 30 seconds when absent
   */
  public record Compensation(
      Capability capability, Map<String, String> input, Integer attempts, Duration timeout) {
    public Compensation {
      Objects.requireNonNull(capability, "a compensation needs a capability");
      input = input == null ? Map.of() : Map.copyOf(input);
      attempts = attempts == null ? ATTEMPTS : attempts;
      timeout = timeout == null ? TIMEOUT : timeout;
    }
  }

  @Override
  public @Nullable String afterFailure() {
    return onFailure;
  }

  @Override
  public Map<String, String> expressions() {
    Places places = new Places().addAll("/input", input);
    return compensation == null
        ? places.all()
        : places.addAll("/compensation/input", compensation.input()).all();
  }
}
