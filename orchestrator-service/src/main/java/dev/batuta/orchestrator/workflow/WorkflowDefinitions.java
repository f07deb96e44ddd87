package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.ContractJson;
import dev.batuta.orchestrator.expression.Expressions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The definitions that the platform ships, checked at start. */
final class WorkflowDefinitions {
  private final Map<String, WorkflowDefinition> definitions = new HashMap<>();

  /**
   * Reads {@code workflows/*.json} of the class path.
   *
   * @throws IllegalStateException if one is not valid
   */
  WorkflowDefinitions(Expressions expressions) {
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver().getResources("classpath*:workflows/*.json")) {
        try (InputStream in = resource.getInputStream()) {
          WorkflowDefinition definition =
              ContractJson.mapper().readValue(in, WorkflowDefinition.class);
          check(definition, expressions);
          definitions.put(key(definition.name(), definition.version()), definition);
          definitions.merge(
              definition.name(),
              definition,
              (known, news) -> known.version() > news.version() ? known : news);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("workflow definitions cannot be read", unreadable);
    }
  }

  /** The newest version. */
  WorkflowDefinition newest(String name) {
    return existing(name);
  }

  /** A certain version. */
  WorkflowDefinition of(WorkflowRun run) {
    return existing(key(run.workflow(), run.workflowVersion()));
  }

  private WorkflowDefinition existing(String key) {
    WorkflowDefinition found = definitions.get(key);
    if (found == null) {
      throw new IllegalStateException("there is no workflow " + key);
    }
    return found;
  }

  private static void check(WorkflowDefinition definition, Expressions expressions) {
    for (Step step : definition.steps()) {
      switch (step) {
        case Step.Task task -> task.input().values().forEach(expressions::check);
        case Step.Condition condition ->
            condition.cases().forEach(each -> expressions.check(each.when()));
      }
    }
    if (definition.output() != null) {
      expressions.check(definition.output());
    }
  }

  private static String key(String name, int version) {
    return name + "@" + version;
  }
}
