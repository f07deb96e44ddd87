package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a workflow definition. Each kind stands in a file of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Step
    permits TaskStep,
        ConditionStep,
        ParallelStep,
        ForEachStep,
        DelayStep,
        CallbackStep,
        SubWorkflowStep,
        TransformStep,
        EndStep {
  /** Name of the step, of which there is one in the whole definition. */
  String id();

  /** The kind's name in JSON. */
  default String kind() {
    return getClass().getAnnotation(com.fasterxml.jackson.annotation.JsonTypeName.class).value();
  }

  /** The step that follows; null to end the list of steps that this one stands in. */
  @Nullable String next();

  /** The step that follows when this one failed; null to let the failure go up. */
  default @Nullable String afterFailure() {
    return null;
  }

  /** All steps that may follow, by their place below the step, such as {@code /next}. */
  default Map<String, String> targets() {
    Places targets = new Places();
    targets.add("/next", next());
    targets.add("/on_failure", afterFailure());
    return targets.all();
  }

  /** Its expressions, by their place below the step. */
  Map<String, String> expressions();

  /** The lists of steps that it holds, by their place below the step; empty for most kinds. */
  default Map<String, List<Step>> bodies() {
    return Map.of();
  }
}
