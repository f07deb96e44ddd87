package dev.batuta.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import dev.batuta.orchestrator.expression.Expressions;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DefinitionCheckTest {
  private static final DefinitionCheck CHECK = new DefinitionCheck(new Expressions());

  /** The faults of a definition of these steps, as {@code pointer: detail}. */
  static List<String> faults(String steps) {
    return faults("\"timeout\": \"PT1M\"", steps);
  }

  static List<String> faults(String fields, String steps) {
    return faultsOf(
        """
        {"name": "sample", "version": 1, %s, "steps": [%s]}
        """
            .formatted(fields, steps),
        DefinitionCheck.Known.ALL);
  }

  private static List<String> faultsOf(String definition, DefinitionCheck.Known known) {
    return switch (CHECK.check(ContractJson.mapper().readTree(definition), known)) {
      case DefinitionCheck.Outcome.Valid _ -> List.of();
      case DefinitionCheck.Outcome.Invalid(var faults) ->
          faults.stream().map(fault -> fault.pointer() + ": " + fault.detail()).toList();
      case DefinitionCheck.Outcome.TooLarge(int steps) -> List.of("too large: " + steps);
    };
  }

  static List<String> pointers(List<String> faults) {
    return faults.stream().map(fault -> fault.substring(0, fault.indexOf(": "))).toList();
  }

  static String task(String id, String more) {
    return "{\"id\": \"%s\", \"kind\": \"task\", \"capability\": \"x\" %s}".formatted(id, more);
  }

  @Test
  void a_step_goes_on_only_to_one_of_its_own_list() {
    String fork =
        """
        {"id": "fork", "kind": "parallel", "next": "a", "branches": [
          {"name": "one", "steps": [%s]}, {"name": "two", "steps": [%s]}]}
        """
            .formatted(task("a", ", \"next\": \"end\""), task("b", ", \"on_failure\": \"gone\""));

    assertThat(faults(fork + "," + task("end", "")))
        .containsExactly(
            "#/steps/0/branches/0/steps/0/next: goes on to end, which stands in another list of"
                + " steps",
            "#/steps/0/branches/1/steps/0/on_failure: goes on to gone, which there is not",
            "#/steps/0/next: goes on to a, which stands in another list of steps");
  }

  @Test
  void steps_do_not_lead_in_circles() {
    assertThat(faults(task("a", ", \"next\": \"b\"") + "," + task("b", ", \"next\": \"a\"")))
        .containsExactly("#/steps/1/next: goes in a circle: a leads here");
    assertThat(faults(task("a", ", \"on_failure\": \"a\"")))
        .containsExactly("#/steps/0/on_failure: goes in a circle: a leads here");
  }

  @Test
  void every_step_is_reached() {
    assertThat(faults(task("a", "") + "," + task("b", "")))
        .containsExactly("#/steps/1: step b is never reached");
  }

  @Test
  void the_failures_handler_is_a_step_of_its_own_way() {
    String steps = task("a", ", \"next\": \"b\"") + "," + task("b", "");

    assertThat(faults(onFailure("b"), steps))
        .containsExactly(
            "#/on_failure/then: leads to b, which also stands on the way without a failure");
    assertThat(faults(onFailure("gone"), steps))
        .containsExactly("#/on_failure/then: gone is none of the steps of the workflow");
    assertThat(faults(onFailure("c"), steps + "," + task("c", ""))).isEmpty();
    assertThat(faults(onFailure("c"), steps + "," + task("c", ", \"next\": \"b\"")))
        .containsExactly(
            "#/on_failure/then: leads to b, which also stands on the way without a failure");
    assertThat(faults(onFailure("c"), steps + "," + task("c", ", \"next\": \"c\"")))
        .containsExactly("#/steps/2/next: goes in a circle: c leads here");
  }

  private static String onFailure(String then) {
    return "\"timeout\": \"PT1M\", \"on_failure\": {\"then\": \"%s\"}".formatted(then);
  }

  @Test
  void a_run_is_not_ended_from_within_a_branch_or_an_item() {
    assertThat(
            faults(
                """
                {"id": "each", "kind": "for_each", "items": "[]",
                 "steps": [{"id": "over", "kind": "end", "status": "failed"}]}
                """))
        .containsExactly(
            "#/steps/0/steps/0: an end step ends the run: it cannot stand in a branch or item");
  }

  @Test
  void there_is_one_step_of_an_id_in_the_whole_definition() {
    assertThat(
            faults(
                """
                {"id": "a", "kind": "for_each", "items": "[]", "steps": [%s]}
                """
                    .formatted(task("a", ""))))
        .containsExactly("#/steps/0/steps/0/id: there is another step a");
  }

  @Test
  void an_expression_that_does_not_parse_is_named_with_its_position() {
    List<String> faults =
        faults(
            "\"timeout\": \"PT1M\", \"output\": \"1 +\"",
            task("a", ", \"input\": {\"x\": \"input.name +* 2\"}"));

    assertThat(pointers(faults)).containsExactly("#/output", "#/steps/0/input/x");
    assertThat(faults.getLast()).contains("1:13");
  }

  @Test
  void every_expression_is_looked_at() {
    List<String> faults =
        faults(
            """
            {"id": "c", "kind": "condition", "otherwise": "p",
             "cases": [{"when": "true"}, {"when": "?"}]},
            {"id": "p", "kind": "parallel", "next": "e", "branches": [
              {"name": "a", "output": "?", "steps": [
                {"id": "t", "kind": "transform", "output": {"x": "?"}}]},
              {"name": "b", "steps": [{"id": "d", "kind": "delay", "until": "?"}]}]},
            {"id": "e", "kind": "for_each", "items": "?", "output": "?", "next": "s", "steps": [
              {"id": "k", "kind": "callback", "timeout": "PT1M", "details": {"y": "?"},
               "event": {"type": "go", "filter": "?"}}]},
            {"id": "s", "kind": "sub_workflow", "workflow": "w", "input": {"z": "?"}, "next": "u"},
            {"id": "u", "kind": "task", "capability": "x", "next": "o",
             "compensation": {"capability": "x", "input": {"w": "?"}}},
            {"id": "o", "kind": "end", "status": "failed", "reason": "?"}
            """);

    assertThat(pointers(faults))
        .containsExactly(
            "#/steps/0/cases/1/when",
            "#/steps/1/branches/0/output",
            "#/steps/1/branches/0/steps/0/output/x",
            "#/steps/1/branches/1/steps/0/until",
            "#/steps/2/items",
            "#/steps/2/output",
            "#/steps/2/steps/0/details/y",
            "#/steps/2/steps/0/event/filter",
            "#/steps/3/input/z",
            "#/steps/4/compensation/input/w",
            "#/steps/5/reason");
  }

  @Test
  void an_expression_names_only_steps_that_there_are() {
    assertThat(faults(task("a", ", \"input\": {\"x\": \"steps.b.output\", \"y\": \"steps.a\"}")))
        .containsExactly("#/steps/0/input/x: names step b, which there is not");
  }

  @Test
  void a_variable_that_there_is_not_is_a_fault() {
    assertThat(pointers(faults(task("a", ", \"input\": {\"x\": \"inputs.name\"}"))))
        .containsExactly("#/steps/0/input/x");
  }

  @Test
  void capabilities_and_workflows_must_be_known() {
    DefinitionCheck.Known known =
        new DefinitionCheck.Known(
            capability -> capability.value().equals("here"), name -> name.equals("mine"));
    String definition =
        """
        {"name": "sample", "version": 1, "timeout": "PT1M", "steps": [
          {"id": "a", "kind": "task", "capability": "here", "next": "b",
           "compensation": {"capability": "away"}},
          {"id": "b", "kind": "task", "capability": "gone", "next": "c"},
          {"id": "c", "kind": "sub_workflow", "workflow": "mine", "next": "d"},
          {"id": "d", "kind": "sub_workflow", "workflow": "yours"}]}
        """;

    assertThat(faultsOf(definition, known))
        .containsExactly(
            "#/steps/0/compensation/capability: no agent has the capability away",
            "#/steps/1/capability: no agent has the capability gone",
            "#/steps/3/workflow: there is no workflow yours");
  }

  @Test
  void a_join_needs_no_more_branches_than_there_are_and_their_names_differ() {
    String fork =
        """
        {"id": "fork", "kind": "parallel", "join": 3, "branches": [
          {"name": "one", "steps": [%s]}, {"name": "one", "steps": [%s]}]}
        """
            .formatted(task("a", ""), task("b", ""));

    assertThat(faults(fork))
        .containsExactly(
            "#/steps/0/branches/1/name: another branch has this name",
            "#/steps/0/join: there are only 2 branches");
  }

  @Test
  void an_input_schema_is_a_schema_that_needs_nothing_from_outside() {
    assertThat(pointers(faults(schema("{\"type\": \"thing\"}"), task("a", ""))))
        .isNotEmpty()
        .allMatch("#/input_schema/type"::equals);
    assertThat(
            faults(
                schema("{\"properties\": {\"x\": {\"$ref\": \"https://example.org/schema\"}}}"),
                task("a", "")))
        .containsExactly("#/input_schema/properties/x/$ref: refers to the schema itself only: #/…");
    assertThat(
            faults(
                schema("{\"$defs\": {\"n\": {\"type\": \"number\"}}, \"$ref\": \"#/$defs/n\"}"),
                task("a", "")))
        .isEmpty();
  }

  private static String schema(String schema) {
    return "\"timeout\": \"PT1M\", \"input_schema\": " + schema;
  }

  @Test
  void all_faults_are_named_at_once() {
    List<String> faults =
        faults(
            "\"timeout\": \"PT1M\", \"output\": \"(\", \"input_schema\": {\"type\": 7},"
                + " \"on_failure\": {\"then\": \"gone\"}",
            task("a", ", \"next\": \"a\", \"input\": {\"x\": \"steps.none\"}")
                + ", {\"id\": \"fork\", \"kind\": \"parallel\", \"join\": 9, \"branches\": ["
                + "{\"name\": \"one\", \"steps\": ["
                + task("b", ", \"next\": \"x\"")
                + "]},"
                + "{\"name\": \"two\", \"steps\": ["
                + task("a", "")
                + "]}]}");

    assertThat(pointers(faults).stream().distinct())
        .containsExactly(
            "#/input_schema/type",
            "#/on_failure/then",
            "#/output",
            "#/steps/0/input/x",
            "#/steps/0/next",
            "#/steps/1",
            "#/steps/1/branches/0/steps/0/next",
            "#/steps/1/branches/1/steps/0/id",
            "#/steps/1/join");
  }

  static String nested(int lists) {
    String steps = "{\"id\": \"last\", \"kind\": \"transform\", \"output\": {}}";
    for (int i = 1; i < lists; i++) {
      steps =
          "{\"id\": \"e%d\", \"kind\": \"for_each\", \"items\": \"[]\", \"steps\": [%s]}"
              .formatted(i, steps);
    }
    return steps;
  }
}
