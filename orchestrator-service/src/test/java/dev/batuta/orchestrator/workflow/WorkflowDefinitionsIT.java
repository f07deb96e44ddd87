package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.ACME;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.RUN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.starter.store.MongoFixture;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithInfrastructure
final class WorkflowDefinitionsIT {
  private static final TenantId OTHER = new TenantId("somebody-else");
  private static final String SHIPPED = "handle_message";

  private final MongoFixture mongo;
  private final DefinitionStore store;
  private final DefinitionCheck check = new DefinitionCheck(new Expressions());
  private final WorkflowDefinitions definitions;

  WorkflowDefinitionsIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "definitions-" + UUID.randomUUID());
    store = new DefinitionStore(mongo.template());
    definitions = new WorkflowDefinitions(store, check);
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  private static JsonNode definition(String name, String step) {
    return ContractJson.mapper()
        .readTree(
            """
            {"name": "%s", "version": 1, "timeout": "PT1M",
             "input_schema": {"$defs": {"a.b": {"type": "number"}}, "properties":
               {"n": {"$ref": "#/$defs/a.b"}}},
             "steps": [{"id": "%s", "kind": "transform", "output": {"x": "1.10"}}]}
            """
                .formatted(name, step));
  }

  private Optional<WorkflowDefinitions.Version> publish(TenantId tenant, String name, String step) {
    JsonNode json = definition(name, step);
    return switch (check.check(json, DefinitionCheck.Known.ALL)) {
      case DefinitionCheck.Outcome.Valid(var valid) ->
          definitions.publish(tenant, valid, json, "ana", NOON);
      case DefinitionCheck.Outcome.Invalid(var faults) ->
          throw new IllegalArgumentException(faults.toString());
      case DefinitionCheck.Outcome.TooLarge(int size) ->
          throw new IllegalArgumentException(size + " steps");
    };
  }

  private WorkflowDefinitions.Version newest(TenantId tenant, String name) {
    return definitions.newest(tenant, name).orElseThrow();
  }

  @Test
  void versions_are_numbered_from_one_and_the_newest_is_run() {
    assertThat(publish(ACME, "mine", "a").orElseThrow().id().version()).isEqualTo(1);
    assertThat(publish(ACME, "mine", "b").orElseThrow().id().version()).isEqualTo(2);

    assertThat(newest(ACME, "mine").plan().has("b")).isTrue();
    assertThat(definitions.version(ACME, "mine", 1).orElseThrow().plan().has("a")).isTrue();
    assertThat(definitions.version(ACME, "mine", 3)).isEmpty();
    assertThat(definitions.versions(ACME, "mine"))
        .extracting(version -> version.id().version())
        .containsExactly(2, 1);
  }

  @Test
  void a_definition_comes_back_as_it_was_published() {
    publish(ACME, "mine", "a");

    PublishedDefinition read = store.find(ACME, "mine", 1).orElseThrow();

    assertThat(read.definition()).isEqualTo(definition("mine", "a"));
    assertThat(read.publishedBy()).isEqualTo("ana");
    assertThat(read.publishedAt()).isEqualTo(NOON);
    InputSchema schema = newest(ACME, "mine").plan().inputSchema();
    assertThat(schema).isNotNull();
    assertThat(schema.faults("#", json("{'n':'x'}"))).hasSize(1);
  }

  @Test
  void a_tenants_own_goes_before_what_ships_until_it_is_deprecated() {
    int shipped = newest(ACME, SHIPPED).id().version();
    assertThat(newest(ACME, SHIPPED).id().own()).isFalse();

    int own = publish(ACME, SHIPPED, "a").orElseThrow().id().version();
    assertThat(own).isEqualTo(shipped + 1);
    assertThat(newest(ACME, SHIPPED).id().own()).isTrue();
    assertThat(newest(OTHER, SHIPPED).id().own()).isFalse();
    assertThat(definitions.versions(ACME, SHIPPED))
        .extracting(version -> version.id().version())
        .startsWith(own, shipped);

    assertThat(definitions.deprecate(ACME, SHIPPED, own).orElseThrow().deprecated()).isTrue();
    assertThat(newest(ACME, SHIPPED).id().own()).isFalse();
    assertThat(definitions.version(ACME, SHIPPED, own).orElseThrow().deprecated()).isTrue();
  }

  @Test
  void a_deprecated_version_leaves_the_one_before_and_then_none() {
    publish(ACME, "mine", "a");
    publish(ACME, "mine", "b");

    definitions.deprecate(ACME, "mine", 2);
    assertThat(newest(ACME, "mine").id().version()).isEqualTo(1);
    definitions.deprecate(ACME, "mine", 1);
    assertThat(definitions.newest(ACME, "mine")).isEmpty();
    assertThat(definitions.has(ACME, "mine")).isFalse();
    assertThat(publish(ACME, "mine", "c").orElseThrow().id().version()).isEqualTo(3);
    assertThat(definitions.has(ACME, "mine")).isTrue();
  }

  @Test
  void what_ships_or_is_not_there_is_not_deprecated() {
    assertThat(definitions.deprecate(ACME, SHIPPED, 1)).isEmpty();
    assertThat(definitions.deprecate(ACME, "mine", 1)).isEmpty();
  }

  @Test
  void a_run_keeps_to_its_version_whatever_is_published_or_deprecated_since() {
    WorkflowDefinitions.Version first = publish(ACME, "mine", "a").orElseThrow();
    WorkflowRun run =
        SampleWorkflows.engine()
            .start(
                first.plan(),
                new WorkflowEngine.Start(RUN, ACME, first.id(), json("{}"), json("{}"), null, null),
                NOON)
            .run();

    publish(ACME, "mine", "b");
    definitions.deprecate(ACME, "mine", 1);

    assertThat(definitions.of(run).has("a")).isTrue();
    assertThat(new WorkflowDefinitions(store, check).of(run).has("a")).isTrue();
  }

  @Test
  void tenants_have_their_own_numbers_and_do_not_see_each_others() {
    publish(ACME, "mine", "a");
    publish(ACME, "mine", "b");

    assertThat(definitions.newest(OTHER, "mine")).isEmpty();
    assertThat(definitions.version(OTHER, "mine", 1)).isEmpty();
    assertThat(definitions.deprecate(OTHER, "mine", 1)).isEmpty();
    assertThat(publish(OTHER, "mine", "c").orElseThrow().id().version()).isEqualTo(1);
    assertThat(newest(ACME, "mine").plan().has("b")).isTrue();
  }

  @Test
  void the_list_has_the_newest_of_each_that_can_be_started() {
    publish(ACME, "mine", "a");
    publish(ACME, "mine", "b");
    publish(ACME, "gone", "a");
    definitions.deprecate(ACME, "gone", 1);

    List<WorkflowRun.DefinitionId> list =
        definitions.list(ACME).stream().map(WorkflowDefinitions.Version::id).toList();

    assertThat(list)
        .contains(new WorkflowRun.DefinitionId("mine", 2, true))
        .anyMatch(id -> id.name().equals(SHIPPED) && !id.own())
        .noneMatch(id -> id.name().equals("gone"));
    assertThat(list).extracting(WorkflowRun.DefinitionId::name).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void of_versions_published_at_the_same_moment_each_number_is_given_once() {
    List<Integer> given =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> publish(ACME, "mine", "s" + i))
            .flatMap(Optional::stream)
            .map(version -> version.id().version())
            .toList();

    assertThat(given).isNotEmpty().doesNotHaveDuplicates();
    assertThat(store.versions(ACME, "mine")).hasSameSizeAs(given);
  }
}
