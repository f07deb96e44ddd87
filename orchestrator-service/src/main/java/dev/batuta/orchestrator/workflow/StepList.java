package dev.batuta.orchestrator.workflow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ways through one list of steps: where they lead, whether in circles, what they miss. */
final class StepList {
  private final List<Step> steps;
  private final String at;
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * A list of steps.
   *
   * @param at JSON pointer to it
   */
  StepList(List<Step> steps, String at) {
    this.steps = steps;
    this.at = at;
    for (int i = 0; i < steps.size(); i++) {
      places.putIfAbsent(steps.get(i).id(), i);
    }
  }

  /**
   * Checks the ways.
   *
   * @param handler the step that a failure leads to; null for none
   * @param all ids of all steps of the definition
   */
  void check(@Nullable String handler, Set<String> all, List<Fault> faults) {
    boolean known = true;
    for (int i = 0; i < steps.size(); i++) {
      for (Map.Entry<String, String> target : steps.get(i).targets().entrySet()) {
        if (!places.containsKey(target.getValue())) {
          known = false;
          faults.add(
              new Fault(
                  at + "/" + i + target.getKey(),
                  all.contains(target.getValue())
                      ? "goes on to "
                          + target.getValue()
                          + ", which stands in another list of steps"
                      : "goes on to " + target.getValue() + ", which there is not"));
        }
      }
    }
    if (!known) {
      return;
    }
    Set<String> reached = new HashSet<>();
    walk(steps.getFirst().id(), new HashSet<>(), reached, faults);
    if (handler != null && places.containsKey(handler)) {
      Set<String> handling = new HashSet<>();
      walk(handler, new HashSet<>(), handling, faults);
      for (String both : handling.stream().filter(reached::contains).sorted().toList()) {
        faults.add(
            new Fault(
                "#/on_failure/then",
                "leads to " + both + ", which also stands on the way without a failure"));
      }
      reached.addAll(handling);
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!reached.contains(steps.get(i).id())) {
        faults.add(new Fault(at + "/" + i, "step " + steps.get(i).id() + " is never reached"));
      }
    }
  }

  private void walk(String from, Set<String> above, Set<String> reached, List<Fault> faults) {
    reached.add(from);
    above.add(from);
    int place = places.getOrDefault(from, 0);
    steps
        .get(place)
        .targets()
        .forEach((where, target) -> {
          if (above.contains(target)) {
            faults.add(
                new Fault(at + "/" + place + where, "goes in a circle: " + target + " leads here"));
          } else if (!reached.contains(target)) {
            walk(target, above, reached, faults);
          }
        });
    above.remove(from);
  }
}
