package dev.batuta.orchestrator.workflow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A definition made ready for running: its steps by id, and which list each stands in. Immutable.
 */
final class WorkflowPlan {
  private final WorkflowDefinition definition;
  private final Map<String, Place> places = new HashMap<>();
  private final Set<String> handling = new HashSet<>();
  private final List<String> callbacks;
  private final @Nullable InputSchema inputSchema;

  /**
   * Where a step stands.
   *
   * @param step the step
   * @param container the step that holds the list it stands in; null in the definition's own list
   * @param body which of the container's lists, from 0
   */
  record Place(Step step, @Nullable String container, int body) {}

  /** Prepares a valid definition. */
  WorkflowPlan(WorkflowDefinition definition) {
    this.definition = definition;
    place(definition.steps(), null, 0);
    handle(definition.handler());
    this.inputSchema =
        definition.inputSchema() == null ? null : new InputSchema(definition.inputSchema());
    this.callbacks =
        places.values().stream()
            .map(Place::step)
            .filter(CallbackStep.class::isInstance)
            .map(Step::id)
            .sorted()
            .toList();
  }

  private void place(List<Step> steps, @Nullable String container, int body) {
    for (Step step : steps) {
      places.put(step.id(), new Place(step, container, body));
      int inner = 0;
      for (List<Step> list : step.bodies().values()) {
        place(list, step.id(), inner++);
      }
    }
  }

  private void handle(@Nullable String id) {
    if (id != null && handling.add(id)) {
      at(id).step().targets().values().forEach(this::handle);
    }
  }

  WorkflowDefinition definition() {
    return definition;
  }

  boolean has(String id) {
    return places.containsKey(id);
  }

  /**
   * Where the step of that id stands.
   *
   * @throws IllegalStateException if the definition has none
   */
  Place at(String id) {
    Place place = places.get(id);
    if (place == null) {
      throw new IllegalStateException(definition.name() + " has no step " + id);
    }
    return place;
  }

  /** Whether a step, or one that holds it, is reached only by the failure of the run. */
  boolean handlesFailure(String id) {
    Place place = at(id);
    return handling.contains(id)
        || (place.container() != null && handlesFailure(place.container()));
  }

  /** Ids of the callback steps, in the order of their names. */
  List<String> callbacks() {
    return callbacks;
  }

  /** What a run's input must fit; null for any input. */
  @Nullable InputSchema inputSchema() {
    return inputSchema;
  }
}
