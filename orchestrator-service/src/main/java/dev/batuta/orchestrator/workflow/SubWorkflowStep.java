package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run of another workflow and waits for its end. Its output is that run's.
 *
 * @param id name of the step
 * @param workflow which
 * @param version which of its versions; null for the newest when the step begins
 * @param input that run's input: an expression per field
 * @param next the step that follows; null to end its list
 * @param onFailure the step that follows when that run did not complete; null to let the failure go
 *     up
 */
@JsonTypeName("sub_workflow")
public record SubWorkflowStep(
    String id,
    String workflow,
    @Nullable Integer version,
    Map<String, String> input,
    @Nullable String next,
    @Nullable String onFailure)
    implements Step {
  public SubWorkflowStep {
    Objects.requireNonNull(id, "a step needs an id");
    Objects.requireNonNull(workflow, "a sub_workflow step needs a workflow");
    input = input == null ? Map.of() : Map.copyOf(input);
  }

  @Override
  public @Nullable String afterFailure() {
    return onFailure;
  }

  @Override
  public Map<String, String> expressions() {
    return new Places().addAll("/input", input).all();
  }
}
