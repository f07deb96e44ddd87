package dev.batuta.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import dev.batuta.orchestrator.expression.Expressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What {@code docs/workflows.md} shows is what the platform takes. */
final class DocumentedWorkflowsTest {
  private final DefinitionCheck check = new DefinitionCheck(new Expressions());

  private static List<String> shown(String begin, String end) throws IOException {
    String text = Files.readString(Path.of("..", "docs", "workflows.md"));
    return Pattern.compile(Pattern.quote(begin) + "\n(.*?)\n" + Pattern.quote(end), Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void the_first_workflow_is_valid() throws IOException {
    List<String> definitions = shown("<<'JSON'", "JSON");

    assertThat(definitions).hasSize(1);
    JsonNode json =
        ContractJson.mapper()
            .readTree(definitions.getFirst().replaceFirst("\\{", "{\"version\":1,"));
    assertThat(check.check(json, DefinitionCheck.Known.ALL))
        .isInstanceOf(DefinitionCheck.Outcome.Valid.class);
  }

  @Test
  void a_step_of_every_kind_is_shown_and_valid_but_for_the_steps_around_it() throws IOException {
    Set<String> kinds = new HashSet<>();
    for (String step : shown("```json", "```")) {
      kinds.add(ContractJson.mapper().readTree(step).path("kind").asString());

      String definition =
          "{\"name\":\"shown\",\"version\":1,\"timeout\":\"PT1M\",\"steps\":[" + step + "]}";

      assertThat(faults(definition))
          .as(step)
          .allMatch(fault -> fault.endsWith("which there is not"));
    }
    assertThat(kinds).hasSize(Step.class.getPermittedSubclasses().length);
  }

  private List<String> faults(String definition) {
    return switch (check.check(
        ContractJson.mapper().readTree(definition), DefinitionCheck.Known.ALL)) {
      case DefinitionCheck.Outcome.Valid _ -> List.of();
      case DefinitionCheck.Outcome.Invalid(var faults) ->
          faults.stream().map(Fault::detail).toList();
      case DefinitionCheck.Outcome.TooLarge(int steps) -> List.of(steps + " steps");
    };
  }
}
