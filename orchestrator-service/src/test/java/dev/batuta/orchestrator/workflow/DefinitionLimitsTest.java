package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.DefinitionCheckTest.faults;
import static dev.batuta.orchestrator.workflow.DefinitionCheckTest.nested;
import static dev.batuta.orchestrator.workflow.DefinitionCheckTest.pointers;
import static dev.batuta.orchestrator.workflow.DefinitionCheckTest.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DefinitionLimitsTest {
  @Test
  void lengths_of_time_are_above_zero_and_at_most_ten_years() {
    assertThat(pointers(faults("\"timeout\": \"PT0S\"", task("a", ""))))
        .containsExactly("#/timeout");
    assertThat(pointers(faults("\"timeout\": \"1h\"", task("a", "")))).containsExactly("#/timeout");
    assertThat(pointers(faults("\"timeout\": \"P99999999999D\"", task("a", ""))))
        .containsExactly("#/timeout");
    assertThat(pointers(faults("\"timeout\": \"P99999999999999999999D\"", task("a", ""))))
        .containsExactly("#/timeout");
    assertThat(
            pointers(
                faults(
                    """
                    {"id": "a", "kind": "delay", "duration": "P9999999999D", "next": "b"},
                    {"id": "b", "kind": "delay", "business_time": "P3651D", "next": "c"},
                    {"id": "c", "kind": "callback", "timeout": "P9999999999D", "next": "d"},
                    {"id": "d", "kind": "task", "capability": "x", "timeout": "P9999999999D",
                     "compensation": {"capability": "x", "timeout": "PT0S"}, "next": "e"},
                    {"id": "e", "kind": "delay", "duration": "P3650D", "next": "f"},
                    {"id": "f", "kind": "task", "capability": "x", "timeout": "PT0S"}
                    """)))
        .containsExactly(
            "#/steps/0/duration",
            "#/steps/1/business_time",
            "#/steps/2/timeout",
            "#/steps/3/compensation/timeout",
            "#/steps/3/timeout",
            "#/steps/5/timeout");
  }

  @Test
  void a_delay_says_in_exactly_one_way_for_how_long() {
    assertThat(pointers(faults("{\"id\": \"a\", \"kind\": \"delay\"}")))
        .isNotEmpty()
        .allMatch("#/steps/0"::equals);
    assertThat(
            pointers(
                faults(
                    """
                    {"id": "a", "kind": "delay", "duration": "PT1M", "until": "now"}
                    """)))
        .isNotEmpty()
        .allMatch("#/steps/0"::equals);
  }

  @Test
  void wrong_types_unknown_kinds_and_unknown_fields_are_named() {
    List<String> faults =
        faults(
            "\"timeout\": 7, \"colour\": \"red\"",
            """
            {"id": "A", "kind": "task", "capability": "x", "attempts": 11, "input": {"x": 1}},
            {"id": "b", "kind": "dance"}, {"id": "c", "kind": "end", "status": "odd"},
            {"kind": "transform", "output": {}}, 7
            """);

    assertThat(pointers(faults))
        .contains(
            "#",
            "#/timeout",
            "#/steps/0/id",
            "#/steps/0/attempts",
            "#/steps/0/input/x",
            "#/steps/1/kind",
            "#/steps/2/status",
            "#/steps/3",
            "#/steps/4");
  }

  @Test
  void two_hundred_steps_are_enough() {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      steps.add(task("s" + i, i == 199 ? "" : ", \"next\": \"s" + (i + 1) + "\""));
    }
    assertThat(faults(String.join(",", steps))).isEmpty();

    steps.add(task("more", ""));
    assertThat(faults(String.join(",", steps))).containsExactly("too large: 201");
  }

  @Test
  void lists_of_steps_are_nested_at_most_six_deep() {
    assertThat(faults(nested(6))).isEmpty();
    assertThat(faults(nested(7)))
        .contains(
            "#/steps/0/steps/0/steps/0/steps/0/steps/0/steps/0/steps: lists of steps are nested at"
                + " most 6 deep");
  }
}
