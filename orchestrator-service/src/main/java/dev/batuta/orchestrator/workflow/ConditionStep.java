package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the first case that holds.
 *
 * @param id name of the step
 * @param cases tried in order
 * @param otherwise the step when none holds; null to end its list
 */
@JsonTypeName("condition")
public record ConditionStep(String id, List<Case> cases, @Nullable String otherwise)
    implements Step {
  /**
   * A case of a condition.
   *
   * @param when an expression that gives true or false
   * @param next the step when it is true; null to end the list
   */
  public record Case(String when, @Nullable String next) {
    public Case {
      Objects.requireNonNull(when, "a case needs a when");
    }
  }

  public ConditionStep {
    Objects.requireNonNull(id, "a step needs an id");
    cases = List.copyOf(cases);
  }

  @Override
  public @Nullable String next() {
    return otherwise;
  }

  @Override
  public Map<String, String> targets() {
    Places targets = new Places();
    for (int i = 0; i < cases.size(); i++) {
      targets.add("/cases/" + i + "/next", cases.get(i).next());
    }
    return targets.add("/otherwise", otherwise).all();
  }

  @Override
  public Map<String, String> expressions() {
    Places places = new Places();
    for (int i = 0; i < cases.size(); i++) {
      places.add("/cases/" + i + "/when", cases.get(i).when());
    }
    return places.all();
  }
}
