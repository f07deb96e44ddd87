package dev.batuta.orchestrator.routing;

import static dev.batuta.orchestrator.routing.SampleRouting.rule;
import static dev.batuta.orchestrator.routing.SampleRouting.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.ContractJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class RoutingRuleTest {
  @Test
  void a_task_sticks_by_a_plain_value_of_its_payload() {
    JsonNode payload =
        ContractJson.mapper()
            .readTree("{\"session_id\":\"s1\",\"customer\":{\"id\":7,\"none\":null}}");

    assertThat(rule("session_id", target("a", 1)).stickyValue(payload)).contains("s1");
    assertThat(rule("customer.id", target("a", 1)).stickyValue(payload)).contains("7");
    assertThat(rule("customer", target("a", 1)).stickyValue(payload)).isEmpty();
    assertThat(rule("customer.none", target("a", 1)).stickyValue(payload)).isEmpty();
    assertThat(rule("customer.other.id", target("a", 1)).stickyValue(payload)).isEmpty();
    assertThat(rule(null, target("a", 1)).stickyValue(payload)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "a/b", "$.a", "a.b.c.d.e.f.g.h.i"})
  void a_path_that_is_none_is_refused(String path) {
    assertThatThrownBy(() -> rule(path, target("a", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_rule_needs_targets_and_one_of_them_a_share() {
    assertThatThrownBy(() -> rule(null)).hasMessageContaining("1 to 10");
    assertThatThrownBy(() -> rule(null, target("a", 0))).hasMessageContaining("above 0");
    assertThatThrownBy(() -> rule(null, target("a", 1), target("a", 2)))
        .hasMessageContaining("named twice");
    assertThatThrownBy(() -> target("a", 1_001)).hasMessageContaining("0 to 1000");
    assertThatThrownBy(() -> new RoutingTarget(new AgentId("a"), "Not A Service", null, 1))
        .hasMessageContaining("lower-case");
    assertThat(new RoutingTarget(new AgentId("a"), null, null, null).share()).isOne();
    assertThat(rule(null, List.of(target("a", 0), target("b", 1)), List.of()).targets()).hasSize(2);
  }
}
