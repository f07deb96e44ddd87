package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.topic.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of a workflow definition. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Step {
  /** Name of the step within its definition; how expressions refer to what it produced. */
  String id();

  /**
   * Gives work to an agent and waits for its result.
   *
   * @param id name of the step
   * @param type what the task is called
   * @param capability what its agent must be able to do
   * @param priority its lane
   * @param input the task's payload: an expression per field
   * @param attempts attempts at the most
   * @param timeout per attempt
   * @param next the step that follows; null to complete the run
   * @param onFailure the step that follows when all attempts failed; null to fail the run
   */
  @JsonTypeName("task")
  record Task(
      String id,
      String type,
      Capability capability,
      Priority priority,
      Map<String, String> input,
      int attempts,
      Duration timeout,
      @Nullable String next,
      @Nullable String onFailure)
      implements Step {
    public Task {
      Objects.requireNonNull(id, "a step needs an id");
      Objects.requireNonNull(capability, "a task step needs a capability");
      type = type == null ? id : type;
      priority = priority == null ? Priority.NORMAL : priority;
      input = input == null ? Map.of() : Map.copyOf(input);
      if (attempts < 1) {
        throw new IllegalArgumentException("step " + id + " has at least one attempt");
      }
      timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
    }
  }

  /**
   * Goes on with the first case that holds.
   *
   * @param id name of the step
   * @param cases tried in order
   * @param otherwise the step when none holds; null to complete the run
   */
  @JsonTypeName("condition")
  record Condition(String id, List<Case> cases, @Nullable String otherwise) implements Step {
    public Condition {
      Objects.requireNonNull(id, "a step needs an id");
      cases = List.copyOf(cases);
    }
  }

  /**
   * A case of a condition.
   *
   * @param when an expression that gives true or false
   * @param next the step when it is true; null to complete the run
   */
  record Case(String when, @Nullable String next) {}
}
