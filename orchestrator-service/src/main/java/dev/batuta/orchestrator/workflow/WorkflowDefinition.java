package dev.batuta.orchestrator.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a workflow does: steps from the first one on. A version never changes; a run keeps to the
 * version it began with. {@link DefinitionCheck} says whether it is valid.
 *
 * @param name what it is called
 * @param version counts up from 1
 * @param description what it is for; null when it does not say
 * @param inputSchema a JSON Schema (2020-12) that a run's input must fit; null for any input
 * @param steps the first one begins
 * @param output an expression for the run's output; null for none
 * @param onFailure what is done before a run is given up; null for nothing
 * @param timeout how long a run may take, not counting the time it is paused; positive
 */
public record WorkflowDefinition(
    String name,
    int version,
    @Nullable String description,
    @Nullable JsonNode inputSchema,
    List<Step> steps,
    @Nullable String output,
    @Nullable OnFailure onFailure,
    Duration timeout) {
  /**
   * What is done before a run is given up.
   *
   * @param compensate whether completed steps are undone, the newest first; false when absent
   * @param then the step that begins after that, seeing {@code context.failure}; null for none
   */
  public record OnFailure(Boolean compensate, @Nullable String then) {
    public OnFailure {
      compensate = compensate != null && compensate;
    }
  }

  public WorkflowDefinition {
    Objects.requireNonNull(name, "a workflow needs a name");
    Objects.requireNonNull(timeout, "a workflow needs a timeout");
    steps = List.copyOf(steps);
  }

  /** The step that begins before a run is given up; null for none. */
  @Nullable String handler() {
    return onFailure == null ? null : onFailure.then();
  }

  /** Whether a failing run undoes what it did. */
  boolean compensates() {
    return onFailure != null && onFailure.compensate();
  }
}
