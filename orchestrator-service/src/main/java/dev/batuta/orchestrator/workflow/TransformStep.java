package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes, and nothing else. Its output is an object with a field for each expression.
 *
 * @param id name of the step
 * @param output an expression per field
 * @param next the step that follows; null to end its list
 */
@JsonTypeName("transform")
public record TransformStep(String id, Map<String, String> output, @Nullable String next)
    implements Step {
  public TransformStep {
    Objects.requireNonNull(id, "a step needs an id");
    output = Map.copyOf(output);
  }

  @Override
  public Map<String, String> expressions() {
    return new Places().addAll("/output", output).all();
  }
}
