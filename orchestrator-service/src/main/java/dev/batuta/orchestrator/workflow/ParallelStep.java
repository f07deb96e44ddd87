package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs branches side by side and goes on when enough of them have completed. Its output is an
 * object with the output of each completed branch under the branch's name.
 *
 * @param id name of the step
 * @param branches at least two
 * @param join how many must complete: {@code all}, {@code any} or a number; all when absent. The
 *     branches that are then still open are cancelled
 * @param onBranchFailure what happens when so many have failed that the join cannot be met any
 *     more; {@code fail} when absent
 * @param next the step that follows; null to end its list
 * @param onFailure the step that follows when the join was not met; null to let the failure go up
 */
@JsonTypeName("parallel")
public record ParallelStep(
    String id,
    List<Branch> branches,
    Join join,
    BranchFailure onBranchFailure,
    @Nullable String next,
    @Nullable String onFailure)
    implements Step {
  /**
   * A list of steps of its own; the first one begins.
   *
   * @param name under which its output stands
   * @param steps at least one
   * @param output an expression for its output; that of its last step when absent
   */
  public record Branch(String name, List<Step> steps, @Nullable String output) {
    public Branch {
      Objects.requireNonNull(name, "a branch needs a name");
      steps = List.copyOf(steps);
    }
  }

  /**
   * How many branches must complete.
   *
   * @param needed 1 is {@code any}, 0 stands for {@code all}
   */
  public record Join(int needed) {
    static final Join ALL = new Join(0);

    /** Reads {@code all}, {@code any} or a number from 1. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Join read(Object form) {
      return switch (form) {
        case String word when word.equals("all") -> ALL;
        case String word when word.equals("any") -> new Join(1);
        case Integer number when number >= 1 -> new Join(number);
        default ->
            throw new IllegalArgumentException("join is all, any or a number from 1, was " + form);
      };
    }

    /** The JSON form. */
    @JsonValue
    public Object form() {
      return needed == 0 ? "all" : needed;
    }

    int of(int branches) {
      return needed == 0 ? branches : needed;
    }
  }

  /** What happens to the others when the join cannot be met any more. */
  public enum BranchFailure {
    /** They are cancelled and the step fails at once. */
    FAIL,
    /** They run to their end; then the step fails. */
    WAIT;

    /** The JSON form: lower case. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the JSON form. */
    @JsonCreator
    public static BranchFailure read(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  public ParallelStep {
    Objects.requireNonNull(id, "a step needs an id");
    branches = List.copyOf(branches);
    join = join == null ? Join.ALL : join;
    onBranchFailure = onBranchFailure == null ? BranchFailure.FAIL : onBranchFailure;
  }

  @Override
  public @Nullable String afterFailure() {
    return onFailure;
  }

  @Override
  public Map<String, String> expressions() {
    Map<String, String> places = new HashMap<>();
    for (int i = 0; i < branches.size(); i++) {
      String output = branches.get(i).output();
      if (output != null) {
        places.put("/branches/" + i + "/output", output);
      }
    }
    return places;
  }

  @Override
  public Map<String, List<Step>> bodies() {
    Map<String, List<Step>> bodies = new LinkedHashMap<>();
    for (int i = 0; i < branches.size(); i++) {
      bodies.put("/branches/" + i + "/steps", branches.get(i).steps());
    }
    return bodies;
  }
}
