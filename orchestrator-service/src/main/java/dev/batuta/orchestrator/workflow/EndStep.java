package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends the run. It stands in the definition's own list of steps, not in a branch.
 *
 * @param id name of the step
 * @param status how it ends
 * @param reason an expression for why; null when there is nothing to say
 */
@JsonTypeName("end")
public record EndStep(String id, Status status, @Nullable String reason) implements Step {
  /** How a run ends. */
  public enum Status {
    /** As it should. */
    COMPLETED,
    /** Without what it was for. */
    FAILED;

    /** The JSON form: lower case. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the JSON form. */
    @JsonCreator
    public static Status read(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  public EndStep {
    Objects.requireNonNull(id, "a step needs an id");
    Objects.requireNonNull(status, "an end step needs a status");
  }

  @Override
  public @Nullable String next() {
    return null;
  }

  @Override
  public Map<String, String> expressions() {
    return new Places().add("/reason", reason).all();
  }
}
