package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.orchestrator.expression.ExpressionException;
import dev.batuta.orchestrator.expression.Expressions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds every fault of a definition at once. Thread-safe. */
final class DefinitionCheck {
  /** Steps at the most, those of branches and items included. */
  static final int MOST_STEPS = 200;

  private static final int DEEPEST_LISTS = 6;
  private static final int DEEPEST_NODES = 64;
  private static final Duration LONGEST = Duration.ofDays(3_650);
  private static final Pattern STEP_NAMED = Pattern.compile("\\bsteps\\.([a-zA-Z_][a-zA-Z0-9_]*)");

  private final Expressions expressions;
  private final InputSchema form;

  DefinitionCheck(Expressions expressions) {
    this.expressions = expressions;
    try (InputStream in = getClass().getResourceAsStream("/workflow-definition.schema.json")) {
      this.form = new InputSchema(ContractJson.mapper().readTree(in));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the build lacks the form of definitions", unreadable);
    }
  }

  /**
   * What is there to be called upon.
   *
   * @param capabilities whether an agent has it
   * @param workflows whether the tenant has a workflow of that name
   */
  record Known(Predicate<Capability> capabilities, Predicate<String> workflows) {
    /** Everything may be there: what ships with the platform meets its agents later. */
    static final Known ALL = new Known(_ -> true, _ -> true);
  }

  /** What the check found. */
  sealed interface Outcome {
    /** It can run. */
    record Valid(WorkflowDefinition definition) implements Outcome {}

    /** It cannot. */
    record Invalid(List<Fault> faults) implements Outcome {}

    /** It has more than {@link DefinitionCheck#MOST_STEPS} steps. */
    record TooLarge(int steps) implements Outcome {}
  }

  Outcome check(JsonNode json, Known known) {
    if (isDeeper(json, DEEPEST_NODES)) {
      // Looking at it would take the stack of whoever looks.
      return invalid(List.of(new Fault("#", "is nested more than " + DEEPEST_NODES + " deep")));
    }
    List<Fault> faults = new ArrayList<>(form.faults("#", json));
    List<Found> found = new ArrayList<>();
    Map<String, List<Found>> lists = new HashMap<>();
    collect(json.path("steps"), "#/steps", 1, found, lists, faults);
    if (found.size() > MOST_STEPS) {
      return new Outcome.TooLarge(found.size());
    }
    Set<String> ids = new HashSet<>();
    for (Found each : found) {
      if (!ids.add(each.id())) {
        faults.add(new Fault(each.at() + "/id", "there is another step " + each.id()));
      }
    }
    String handler = json.path("on_failure").path("then").asString("");
    for (Map.Entry<String, List<Found>> list : lists.entrySet()) {
      List<Step> steps = new ArrayList<>();
      list.getValue()
          .forEach(each -> {
            if (each.step() != null) {
              steps.add(each.step());
            }
          });
      // With a step that could not be read, the ways through the list are not known.
      if (!steps.isEmpty() && steps.size() == list.getValue().size()) {
        boolean top = list.getKey().equals("#/steps");
        new StepList(steps, list.getKey())
            .check(top && !handler.isEmpty() ? handler : null, ids, faults);
      }
    }
    if (!handler.isEmpty()
        && lists.getOrDefault("#/steps", List.of()).stream()
            .noneMatch(each -> each.id().equals(handler))) {
      faults.add(new Fault("#/on_failure/then", handler + " is none of the steps of the workflow"));
    }
    found.forEach(each -> checkStep(each, ids, known, faults));
    JsonNode output = json.path("output");
    if (output.isString()) {
      checkExpression(output.stringValue(), "#/output", ids, faults);
    }
    if (json.path("input_schema").isObject()) {
      faults.addAll(InputSchema.faultsOf("#/input_schema", json.path("input_schema")));
    }
    if (!faults.isEmpty()) {
      return invalid(faults);
    }
    try {
      WorkflowDefinition definition =
          ContractJson.mapper().treeToValue(json, WorkflowDefinition.class);
      length(definition.timeout(), "#/timeout", true, faults);
      return faults.isEmpty() ? new Outcome.Valid(definition) : invalid(faults);
    } catch (JacksonException unreadable) {
      return invalid(List.of(fault("#", unreadable)));
    }
  }

  private static boolean isDeeper(JsonNode node, int levels) {
    for (JsonNode each : node) {
      if (levels == 0 || isDeeper(each, levels - 1)) {
        return true;
      }
    }
    return false;
  }

  private static Outcome invalid(List<Fault> faults) {
    return new Outcome.Invalid(
        faults.stream()
            .distinct()
            .sorted(Comparator.comparing(Fault::pointer).thenComparing(Fault::detail))
            .toList());
  }

  /** A step as it stands in the JSON; null when it could not be read. */
  private record Found(String id, String at, @Nullable Step step) {}

  private static void collect(
      JsonNode list,
      String at,
      int depth,
      List<Found> found,
      Map<String, List<Found>> lists,
      List<Fault> faults) {
    if (depth > DEEPEST_LISTS && list.isArray()) {
      faults.add(new Fault(at, "lists of steps are nested at most " + DEEPEST_LISTS + " deep"));
      return;
    }
    List<Found> here = new ArrayList<>();
    for (int i = 0; list.isArray() && i < list.size() && found.size() <= MOST_STEPS; i++) {
      JsonNode node = list.get(i);
      String place = at + "/" + i;
      Found step = new Found(node.path("id").asString(""), place, read(node, place, faults));
      here.add(step);
      found.add(step);
      collect(node.path("steps"), place + "/steps", depth + 1, found, lists, faults);
      JsonNode branches = node.path("branches");
      for (int b = 0; branches.isArray() && b < branches.size(); b++) {
        collect(
            branches.get(b).path("steps"),
            place + "/branches/" + b + "/steps",
            depth + 1,
            found,
            lists,
            faults);
      }
    }
    if (!here.isEmpty()) {
      lists.put(at, here);
    }
  }

  private static @Nullable Step read(JsonNode node, String at, List<Fault> faults) {
    try {
      return ContractJson.mapper().treeToValue(node, Step.class);
    } catch (JacksonException unreadable) {
      // The form's own faults say more, if there are any.
      if (faults.stream().noneMatch(fault -> fault.pointer().startsWith(at))) {
        faults.add(fault(at, unreadable));
      }
      return null;
    }
  }

  private static Fault fault(String at, JacksonException unreadable) {
    StringBuilder place = new StringBuilder(at);
    for (JacksonException.Reference each : unreadable.getPath()) {
      place
          .append('/')
          .append(each.getPropertyName() == null ? each.getIndex() : each.getPropertyName());
    }
    return new Fault(place.toString(), unreadable.getOriginalMessage());
  }

  private void checkStep(Found found, Set<String> ids, Known known, List<Fault> faults) {
    Step step = found.step();
    if (step == null) {
      return;
    }
    step.expressions()
        .forEach((place, text) -> checkExpression(text, found.at() + place, ids, faults));
    switch (step) {
      case TaskStep task -> {
        capability(task.capability(), found.at() + "/capability", known, faults);
        if (task.compensation() != null) {
          capability(
              task.compensation().capability(),
              found.at() + "/compensation/capability",
              known,
              faults);
          length(task.compensation().timeout(), found.at() + "/compensation/timeout", true, faults);
        }
        length(task.timeout(), found.at() + "/timeout", true, faults);
      }
      case ParallelStep parallel -> {
        if (parallel.join().needed() > parallel.branches().size()) {
          faults.add(
              new Fault(
                  found.at() + "/join",
                  "there are only " + parallel.branches().size() + " branches"));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < parallel.branches().size(); i++) {
          if (!names.add(parallel.branches().get(i).name())) {
            faults.add(
                new Fault(found.at() + "/branches/" + i + "/name", "another branch has this name"));
          }
        }
      }
      case SubWorkflowStep sub -> {
        if (!known.workflows().test(sub.workflow())) {
          faults.add(new Fault(found.at() + "/workflow", "there is no workflow " + sub.workflow()));
        }
      }
      case EndStep _ -> {
        if (found.at().lastIndexOf("/steps/") > "#".length()) {
          faults.add(
              new Fault(
                  found.at(), "an end step ends the run: it cannot stand in a branch or item"));
        }
      }
      case DelayStep delay -> {
        length(delay.duration(), found.at() + "/duration", false, faults);
        length(delay.businessTime(), found.at() + "/business_time", false, faults);
      }
      case CallbackStep callback ->
          length(callback.timeout(), found.at() + "/timeout", true, faults);
      case ConditionStep _, ForEachStep _, TransformStep _ -> {}
    }
  }

  /** Beyond {@link #LONGEST} instants can no longer be computed with, let alone kept. */
  private static void length(
      @Nullable Duration length, String at, boolean positive, List<Fault> faults) {
    if (length != null && positive && !length.isPositive()) {
      faults.add(new Fault(at, "a length of time above zero is expected"));
    }
    if (length != null && length.compareTo(LONGEST) > 0) {
      faults.add(new Fault(at, "is longer than " + LONGEST.toDays() + " days"));
    }
  }

  private static void capability(
      Capability capability, String at, Known known, List<Fault> faults) {
    if (!known.capabilities().test(capability)) {
      faults.add(new Fault(at, "no agent has the capability " + capability));
    }
  }

  private void checkExpression(String text, String at, Set<String> ids, List<Fault> faults) {
    try {
      expressions.check(text);
    } catch (ExpressionException invalid) {
      faults.add(new Fault(at, String.valueOf(invalid.getMessage())));
      return;
    }
    Matcher named = STEP_NAMED.matcher(text);
    while (named.find()) {
      if (!ids.contains(named.group(1))) {
        faults.add(new Fault(at, "names step " + named.group(1) + ", which there is not"));
      }
    }
  }
}
