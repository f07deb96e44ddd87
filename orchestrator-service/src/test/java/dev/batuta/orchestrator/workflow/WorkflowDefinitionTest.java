package dev.batuta.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.expression.Expressions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WorkflowDefinitionTest {
  @Test
  void every_fault_is_named_at_once() {
    String faulty =
        """
        {"name": "w", "version": 0, "timeout": "PT0S", "steps": [
          {"id": "a", "kind": "task", "capability": "ping", "attempts": 1, "next": "b", "on_failure": "gone"},
          {"id": "a", "kind": "condition", "cases": [{"when": "true", "next": "lost"}],
           "otherwise": "nowhere"}]}
        """;

    assertThatThrownBy(() -> ContractJson.mapper().readValue(faulty, WorkflowDefinition.class))
        .hasMessageContaining("/version counts from 1")
        .hasMessageContaining("/timeout must be positive")
        .hasMessageContaining("/steps has two of id a")
        .hasMessageContaining("/steps/0 goes on to b, which there is not")
        .hasMessageContaining("/steps/0 goes on to gone, which there is not")
        .hasMessageContaining("/steps/1 goes on to lost, which there is not")
        .hasMessageContaining("/steps/1 goes on to nowhere, which there is not");
  }

  @Test
  void a_workflow_needs_a_step() {
    assertThatThrownBy(() -> new WorkflowDefinition("w", 1, List.of(), null, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/steps is empty");
  }

  @Test
  void what_a_task_step_does_not_say_has_a_default() {
    WorkflowDefinition definition =
        ContractJson.mapper()
            .readValue(
                """
                {"name": "w", "version": 1, "timeout": "PT5S",
                 "steps": [{"id": "a", "kind": "task", "capability": "ping", "attempts": 3}]}
                """,
                WorkflowDefinition.class);

    assertThat(definition.step("a"))
        .isEqualTo(
            new Step.Task(
                "a",
                "a",
                new Capability("ping"),
                Priority.NORMAL,
                Map.of(),
                3,
                Duration.ofSeconds(30),
                null,
                null));
  }

  @Test
  void the_shipped_handling_of_messages_loads_and_each_of_its_steps_can_be_reached() {
    WorkflowDefinition definition =
        new WorkflowDefinitions(new Expressions()).newest("handle_message");

    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(definition.steps().getFirst().id()));
    while (!open.isEmpty()) {
      String id = open.pop();
      if (reached.add(id)) {
        open.addAll(targets(definition.step(id)));
      }
    }

    assertThat(reached)
        .containsExactlyInAnyOrderElementsOf(definition.steps().stream().map(Step::id).toList());
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
