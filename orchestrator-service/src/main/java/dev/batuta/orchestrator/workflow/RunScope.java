package dev.batuta.orchestrator.workflow;

import dev.batuta.orchestrator.expression.Expressions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the expressions of one execution of a step can see: {@code input}, {@code context}, of
 * {@code steps} those outside of any item and those of its own items, and {@code item} and {@code
 * index} of the innermost item.
 */
final class RunScope {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Expressions expressions;
  private final RunDraft draft;
  private final ObjectNode variables = JSON.objectNode();

  /** The scope of an execution, or of the run as a whole when {@code key} is empty. */
  RunScope(Expressions expressions, RunDraft draft, String key) {
    this.expressions = expressions;
    this.draft = draft;
    String prefix = StepKey.prefix(key);
    ObjectNode steps = JSON.objectNode();
    draft
        .steps()
        .forEach((other, step) -> {
          if (!StepKey.isUndo(other) && prefix.startsWith(StepKey.prefix(other))) {
            steps.set(StepKey.id(other), seen(step));
          }
        });
    variables.set("input", draft.before().input());
    variables.set("steps", steps);
    variables.set("context", context());
    if (!prefix.isEmpty()) {
      int colon = prefix.lastIndexOf(':');
      int index = Integer.parseInt(prefix.substring(colon + 1, prefix.length() - 1));
      JsonNode items = draft.at(prefix.substring(0, colon)).input();
      variables.set("item", items == null ? JSON.nullNode() : items.path(index));
      variables.put("index", index);
    }
  }

  /** The same with an event. */
  RunScope with(JsonNode event) {
    variables.set("event", event);
    return this;
  }

  JsonNode value(String expression) {
    return expressions.value(expression, variables, draft.now());
  }

  boolean holds(String expression) {
    return expressions.holds(expression, variables, draft.now());
  }

  ObjectNode values(Map<String, String> expressionsByField) {
    ObjectNode values = JSON.objectNode();
    expressionsByField.forEach((field, expression) -> values.set(field, value(expression)));
    return values;
  }

  private JsonNode context() {
    String failure = draft.failure();
    if (failure == null) {
      return draft.before().context();
    }
    ObjectNode context = JSON.objectNode();
    draft
        .before()
        .context()
        .properties()
        .forEach(each -> context.set(each.getKey(), each.getValue()));
    return context.put("failure", failure);
  }

  private static JsonNode seen(StepRun step) {
    ObjectNode seen = JSON.objectNode();
    seen.set("output", orNull(step.output()));
    if (step.error() != null) {
      seen.putObject("error")
          .put("code", step.error().code())
          .put("message", step.error().message());
    }
    return seen;
  }

  private static JsonNode orNull(@Nullable JsonNode node) {
    return node == null ? JSON.nullNode() : node;
  }
}
