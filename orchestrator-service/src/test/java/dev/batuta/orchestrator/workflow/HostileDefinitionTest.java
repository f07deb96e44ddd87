package dev.batuta.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import dev.batuta.orchestrator.expression.Expressions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class HostileDefinitionTest {
  private static final DefinitionCheck CHECK = new DefinitionCheck(new Expressions());
  private static final int MUTANTS = 1_500;

  /** One of every kind of step. */
  private static final String VALID =
      """
      {"name": "every_kind", "version": 1, "timeout": "PT2H", "output": "steps.each.output",
       "input_schema": {"type": "object", "properties": {"name": {"type": "string"}}},
       "on_failure": {"compensate": true, "then": "sorry"},
       "steps": [
        {"id": "choose", "kind": "condition", "otherwise": "fork",
         "cases": [{"when": "has(input.skip) && input.skip", "next": "each"}]},
        {"id": "fork", "kind": "parallel", "join": 1, "on_branch_failure": "wait", "next": "each",
         "on_failure": "each", "branches": [
          {"name": "one", "output": "input.name", "steps": [
            {"id": "wait", "kind": "delay", "duration": "PT1M", "next": "ask"},
            {"id": "ask", "kind": "callback", "timeout": "PT1H", "details": {"who": "input.name"},
             "event": {"type": "go", "filter": "event.who == input.name"}}]},
          {"name": "two", "steps": [
            {"id": "below", "kind": "sub_workflow", "workflow": "other", "version": 2,
             "input": {"who": "input.name"}}]}]},
        {"id": "each", "kind": "for_each", "items": "[1, 2, 3]", "concurrency": 2,
         "output": "{'i': index, 'of': item}", "on_item_failure": "continue", "next": "done",
         "steps": [
          {"id": "work", "kind": "task", "capability": "x", "priority": "high", "attempts": 2,
           "timeout": "PT10S", "input": {"item": "item"}, "next": "sum", "type": "work_hard",
           "compensation": {"capability": "y", "input": {"was": "steps.work.output"}}},
          {"id": "sum", "kind": "transform", "output": {"n": "item * 2"}}]},
        {"id": "done", "kind": "end", "status": "completed", "reason": "'well'"},
        {"id": "sorry", "kind": "task", "capability": "x", "input": {"why": "context.failure"}}]}
      """;

  private static DefinitionCheck.Outcome check(String json) {
    return CHECK.check(ContractJson.mapper().readTree(json), DefinitionCheck.Known.ALL);
  }

  @Test
  void the_example_is_valid() {
    assertThat(check(VALID)).isInstanceOf(DefinitionCheck.Outcome.Valid.class);
  }

  @Test
  void what_ships_is_valid() throws IOException {
    Resource[] shipped =
        new PathMatchingResourcePatternResolver().getResources("classpath*:workflows/*.json");

    assertThat(shipped).isNotEmpty();
    for (Resource each : shipped) {
      assertThat(
              CHECK.check(
                  ContractJson.mapper().readTree(each.getContentAsByteArray()),
                  DefinitionCheck.Known.ALL))
          .as(each.getFilename())
          .isInstanceOf(DefinitionCheck.Outcome.Valid.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "true",
        "\"text\"",
        "[]",
        "[{}]",
        "{}",
        "{\"steps\": null}",
        "{\"steps\": {}}",
        "{\"steps\": []}",
        "{\"steps\": [null, [], \"a\", {}]}",
        "{\"name\": \"a\", \"version\": 1, \"timeout\": \"PT1M\", \"steps\": [{\"kind\": \"task\"}]}",
        "{\"name\": \"a\", \"version\": 99999999999, \"timeout\": \"PT1M\", \"steps\":"
            + " [{\"id\": \"a\", \"kind\": \"transform\", \"output\": {}}]}",
        "{\"name\": \"a\", \"version\": 1E400, \"timeout\": \"PT1M\", \"steps\":"
            + " [{\"id\": \"a\", \"kind\": \"transform\", \"output\": {}}]}",
        "{\"name\": \"a\", \"version\": 1, \"timeout\": \"PT1M\", \"steps\":"
            + " [{\"id\": \"a\", \"kind\": \"task\", \"capability\": \"x\", \"attempts\": 1E400}]}",
        "{\"name\": \"a\", \"version\": 1, \"timeout\": \"PT1M\", \"steps\":"
            + " [{\"id\": \"a\", \"kind\": \"sub_workflow\", \"workflow\": \"x\", \"version\": 1E400}]}",
        "{\"name\": \"a\", \"version\": 1, \"timeout\": \"PT1M\", \"on_failure\": [], \"steps\":"
            + " [{\"id\": {}, \"kind\": [], \"branches\": {}, \"steps\": 7}]}",
        "{\"name\": \"a\", \"version\": 1, \"timeout\": \"PT1M\", \"input_schema\":"
            + " {\"$schema\": \"https://example.org/other\"}, \"steps\":"
            + " [{\"id\": \"a\", \"kind\": \"transform\", \"output\": {}}]}",
        "{\"name\": \"a\", \"version\": 1, \"timeout\": \"PT1M\", \"input_schema\":"
            + " {\"pattern\": \"(\"}, \"steps\":"
            + " [{\"id\": \"a\", \"kind\": \"transform\", \"output\": {}}]}",
        "{\"name\": \"a\", \"version\": 1, \"timeout\": \"PT1M\", \"input_schema\":"
            + " {\"$ref\": \"#\"}, \"steps\":"
            + " [{\"id\": \"a\", \"kind\": \"transform\", \"output\": {}}]}",
        "{\"name\": \"a\", \"version\": 1, \"timeout\": \"PT1M\", \"input_schema\":"
            + " {\"$ref\": \"#/$defs/gone\"}, \"steps\":"
            + " [{\"id\": \"a\", \"kind\": \"transform\", \"output\": {}}]}"
      })
  void whatever_comes_as_a_definition_has_faults_and_no_accident(String json) {
    assertThat(check(json))
        .isInstanceOfSatisfying(
            DefinitionCheck.Outcome.Invalid.class,
            invalid -> assertThat(invalid.faults()).isNotEmpty());
  }

  @Test
  void deep_nesting_is_refused() {
    for (int deep : new int[] {7, 50, 230}) {
      assertThat(check(definition(DefinitionCheckTest.nested(deep))))
          .as("%d deep", deep)
          .isNotInstanceOf(DefinitionCheck.Outcome.Valid.class);
    }
    assertThat(check(definition("[".repeat(450) + "]".repeat(450))))
        .isInstanceOf(DefinitionCheck.Outcome.Invalid.class);
    assertThat(
            check(
                """
                {"name": "a", "version": 1, "timeout": "PT1M", "input_schema": %s,
                 "steps": [{"id": "a", "kind": "transform", "output": {}}]}
                """
                    .formatted("{\"not\":".repeat(400) + "{}" + "}".repeat(400))))
        .isNotNull();
  }

  @Test
  void huge_lists_are_refused() {
    assertThat(check(definition("{},".repeat(100_000) + "{}")))
        .isNotInstanceOf(DefinitionCheck.Outcome.Valid.class);
    assertThat(
            check(
                definition(
                    "{\"id\": \"a\", \"kind\": \"parallel\", \"branches\": ["
                        + "{},".repeat(100_000)
                        + "{}]}")))
        .isInstanceOf(DefinitionCheck.Outcome.Invalid.class);
  }

  private static String definition(String steps) {
    return """
    {"name": "a", "version": 1, "timeout": "PT1M", "steps": [%s]}
    """
        .formatted(steps);
  }

  @Test
  void a_definition_changed_at_random_is_refused_or_runs_to_an_end() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int valid = 0;
    for (int i = 0; i < MUTANTS; i++) {
      JsonNode mutant = ContractJson.mapper().readTree(VALID);
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutate(mutant, random);
      }
      String which = "seed " + seed + ", mutant " + i + ": " + mutant;
      try {
        if (CHECK.check(mutant, DefinitionCheck.Known.ALL)
            instanceof DefinitionCheck.Outcome.Valid(var definition)) {
          valid++;
          WorkflowPlan plan = new WorkflowPlan(definition);
          WorkflowRun run = new World(plan, World.failing(plan, random), random, which).run();
          assertThat(run.ended()).as(which).isTrue();
        }
      } catch (RuntimeException | StackOverflowError accident) {
        throw new AssertionError(which, accident);
      }
    }
    assertThat(valid).as("seed %d: valid ones are among them", seed).isPositive();
  }

  private static void mutate(JsonNode root, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    switch (containers.get(random.nextInt(containers.size()))) {
      case ObjectNode object -> {
        List<String> names = object.propertyNames().stream().toList();
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
          case 0 -> object.remove(name);
          case 1 -> object.set(name, other(containers, random));
          case 2 -> object.set(names.get(random.nextInt(names.size())), object.path(name));
          default -> object.set(name, scalar(random));
        }
      }
      case ArrayNode array -> {
        int at = random.nextInt(array.size());
        switch (random.nextInt(4)) {
          case 0 -> array.remove(at);
          case 1 -> array.set(at, other(containers, random));
          case 2 -> array.insert(at, array.get(at).deepCopy());
          default -> array.set(at, scalar(random));
        }
      }
      default -> throw new IllegalStateException("only containers were collected");
    }
  }

  private static JsonNode other(List<JsonNode> containers, Random random) {
    return containers.get(random.nextInt(containers.size())).deepCopy();
  }

  private static JsonNode scalar(Random random) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(11)) {
      case 0 -> json.nullNode();
      case 1 -> json.numberNode(random.nextInt(5) - 1);
      case 2 -> json.numberNode(new java.math.BigDecimal("1e400"));
      case 3 -> json.booleanNode(random.nextBoolean());
      case 4 -> json.stringNode("");
      case 5 -> json.stringNode("input.name");
      case 6 -> json.stringNode("steps.each.output[0].of / 0");
      case 7 -> json.stringNode("PT5S");
      case 8 -> json.stringNode("done");
      case 9 -> json.stringNode("now");
      default -> json.stringNode("[1, 2].map(i, i * 2)");
    };
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(each -> collect(each, containers));
    }
  }
}
