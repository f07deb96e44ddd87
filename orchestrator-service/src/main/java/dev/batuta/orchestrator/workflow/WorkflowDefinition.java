package dev.batuta.orchestrator.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow does: steps from the first one on. A version never changes; a run keeps to the
 * version it began with.
 *
 * @param name what it is called
 * @param version counts up from 1
 * @param steps the first one begins
 * @param output an expression for the run's output; null for none
 * @param timeout how long a run may take; positive
 */
public record WorkflowDefinition(
    String name, int version, List<Step> steps, @Nullable String output, Duration timeout) {
  /**
   * Checks it.
   *
   * @throws IllegalArgumentException naming every fault
   */
  public WorkflowDefinition {
    Objects.requireNonNull(name, "a workflow needs a name");
    Objects.requireNonNull(timeout, "a workflow needs a timeout");
    steps = List.copyOf(steps);
    List<String> faults = faults(version, steps, timeout);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "workflow " + name + " is not valid: " + String.join("; ", faults));
    }
  }

  /** The step of that id. */
  Step step(String id) {
    return steps.stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no step " + id));
  }

  private static List<String> faults(int version, List<Step> steps, Duration timeout) {
    List<String> faults = new ArrayList<>();
    if (version < 1) {
      faults.add("/version counts from 1");
    }
    if (!timeout.isPositive()) {
      faults.add("/timeout must be positive");
    }
    if (steps.isEmpty()) {
      faults.add("/steps is empty");
    }
    Set<String> ids = new HashSet<>();
    for (Step step : steps) {
      if (!ids.add(step.id())) {
        faults.add("/steps has two of id " + step.id());
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      for (String target : targets(steps.get(i))) {
        if (!ids.contains(target)) {
          faults.add("/steps/" + i + " goes on to " + target + ", which there is not");
        }
      }
    }
    return faults;
  }

  private static List<String> targets(Step step) {
    List<@Nullable String> targets = new ArrayList<>();
    switch (step) {
      case Step.Task task -> {
        targets.add(task.next());
        targets.add(task.onFailure());
      }
      case Step.Condition condition -> {
        condition.cases().forEach(each -> targets.add(each.next()));
        targets.add(condition.otherwise());
      }
    }
    List<String> named = new ArrayList<>();
    for (String target : targets) {
      if (target != null) {
        named.add(target);
      }
    }
    return named;
  }
}
