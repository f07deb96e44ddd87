package dev.batuta.orchestrator.routing;

import static dev.batuta.orchestrator.routing.SampleRouting.PRICE;
import static dev.batuta.orchestrator.routing.SampleRouting.assigned;
import static dev.batuta.orchestrator.routing.SampleRouting.capabilities;
import static dev.batuta.orchestrator.routing.SampleRouting.is;
import static dev.batuta.orchestrator.routing.SampleRouting.probing;
import static dev.batuta.orchestrator.routing.SampleRouting.rule;
import static dev.batuta.orchestrator.routing.SampleRouting.target;
import static dev.batuta.orchestrator.routing.SampleRouting.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.ContractJson;
import dev.batuta.orchestrator.agent.AgentDeployment;
import dev.batuta.orchestrator.agent.AgentHealth;
import dev.batuta.orchestrator.routing.RoutingExplanation.Candidate;
import dev.batuta.orchestrator.routing.RoutingExplanation.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoutingChoiceTest {
  @Test
  void a_task_goes_to_an_agent_that_can_do_all_that_is_required() {
    RoutingDecision decision =
        RoutingChoice.decide(
            List.of(up("half", 0, "price"), up("quote", 8, "price", "render")),
            capabilities("price", "render"),
            null,
            "task",
            false);

    assertThat(decision)
        .isInstanceOfSatisfying(
            RoutingDecision.Assigned.class,
            assigned -> {
              assertThat(assigned.agent()).isEqualTo(new AgentId("quote_agent"));
              assertThat(assigned.service()).isEqualTo("quote");
              assertThat(assigned.reason())
                  .isEqualTo("can price, render; up, 8 of 10 places taken; chosen of 1 capable");
            });
  }

  @Test
  void a_capability_that_nobody_has_is_refused_with_those_that_are_known() {
    assertThat(
            RoutingChoice.decide(
                List.of(up("a", 0, "render", "ping"), up("b", 0, "ping", "classify")),
                capabilities("fly"),
                null,
                "task",
                false))
        .isEqualTo(new RoutingDecision.NoCapableAgent(capabilities("classify", "ping", "render")));
  }

  @Test
  void without_a_rule_the_least_busy_of_the_healthiest_gets_the_task() {
    List<AgentDeployment> deployments =
        List.of(
            is(AgentHealth.LOST, "lost"),
            is(AgentHealth.DRAINING, "drained"),
            is(AgentHealth.DEGRADED, "degraded"),
            is(AgentHealth.STOPPING, "stopping"),
            up("busy", 9),
            up("less", 7));

    RoutingDecision.Assigned first = assigned(deployments, null, "task");

    assertThat(first.service()).isEqualTo("less");
    assertThat(first.explanation().candidates())
        .extracting(Candidate::service, Candidate::verdict)
        .containsExactly(
            tuple("less", Verdict.CHOSEN),
            tuple("busy", Verdict.NOT_LESS_BUSY),
            tuple("degraded", Verdict.LESS_HEALTHY),
            tuple("drained", Verdict.LESS_HEALTHY),
            tuple("stopping", Verdict.LESS_HEALTHY),
            tuple("lost", Verdict.LESS_HEALTHY));
    List<String> order = new ArrayList<>();
    List<AgentDeployment> left = new ArrayList<>(deployments);
    while (!left.isEmpty()) {
      String chosen = assigned(left, null, "task").service();
      order.add(chosen);
      left.removeIf(each -> each.service().equals(chosen));
    }
    assertThat(order).containsExactly("less", "busy", "degraded", "drained", "stopping", "lost");
  }

  @Test
  void a_degraded_agent_that_is_to_be_probed_is_chosen_as_if_it_were_well() {
    RoutingDecision.Assigned chosen =
        assigned(List.of(up("busy", 5), probing("ill")), null, "task");

    assertThat(chosen.service()).isEqualTo("ill");
    assertThat(chosen.explanation().candidates().getFirst().verdict())
        .isEqualTo(Verdict.CHOSEN_AS_PROBE);
    assertThat(chosen.explanation().candidates().getFirst().status())
        .isEqualTo(AgentHealth.DEGRADED);
  }

  @Test
  void a_canary_gets_what_its_rule_gives_it_by_service_or_by_version() {
    List<AgentDeployment> both = List.of(up("quote", 0), up("quote-canary", 0));
    RoutingRule byVersion =
        rule(
            null,
            new RoutingTarget(new AgentId("quote_agent"), null, "canary", 1),
            new RoutingTarget(new AgentId("quote_agent"), null, "quote", 0));

    assertThat(assigned(both, rule(null, target("quote-canary", 1)), "task").service())
        .isEqualTo("quote-canary");
    RoutingDecision.Assigned chosen = assigned(both, byVersion, "task");
    assertThat(chosen.service()).isEqualTo("quote-canary");
    assertThat(chosen.explanation().candidates())
        .extracting(Candidate::service, Candidate::weight, Candidate::verdict)
        .containsExactly(
            tuple("quote-canary", 1, Verdict.CHOSEN), tuple("quote", 0, Verdict.NO_SHARE));
    assertThat(chosen.explanation().rule()).isEqualTo(PRICE);
  }

  @Test
  void fallbacks_are_taken_in_order_when_no_target_is_as_well() {
    RoutingRule rule =
        rule(null, List.of(target("quote", 1)), List.of(target("second", 1), target("third", 1)));

    assertThat(
            assigned(List.of(up("quote", 9), up("second", 0), up("third", 0)), rule, "t").service())
        .isEqualTo("quote");
    RoutingDecision.Assigned fallback =
        assigned(
            List.of(
                is(AgentHealth.DRAINING, "quote"),
                is(AgentHealth.LOST, "second"),
                up("third", 0),
                up("stranger", 0)),
            rule,
            "t");
    assertThat(fallback.service()).isEqualTo("third");
    assertThat(fallback.reason()).endsWith("fallback of the rule: no target is as well");
    assertThat(fallback.explanation().candidates())
        .extracting(Candidate::service, Candidate::verdict)
        .containsExactly(
            tuple("third", Verdict.CHOSEN),
            tuple("stranger", Verdict.NOT_IN_RULE),
            tuple("quote", Verdict.LESS_HEALTHY),
            tuple("second", Verdict.LESS_HEALTHY));
  }

  @Test
  void without_a_fallback_tasks_wait_for_a_drained_target() {
    assertThat(
            assigned(
                    List.of(is(AgentHealth.DRAINING, "quote"), up("stranger", 0)),
                    rule(null, target("quote", 1)),
                    "t")
                .service())
        .isEqualTo("quote");
  }

  @Test
  void a_rule_that_names_nobody_who_is_there_does_not_stop_the_work() {
    RoutingDecision.Assigned chosen =
        assigned(List.of(up("quote", 0)), rule(null, target("gone", 1)), "t");

    assertThat(chosen.service()).isEqualTo("quote");
    assertThat(chosen.reason()).contains("the rule names nobody who can");
  }

  @Test
  void an_explanation_is_bounded_and_says_nothing_of_the_payload() {
    List<AgentDeployment> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(up("agent" + i, i % 10));
    }

    RoutingExplanation explanation =
        assigned(many, rule("session_id", target("agent7", 1)), "+59899123456").explanation();

    assertThat(explanation.candidates()).hasSize(6);
    assertThat(explanation.others()).isEqualTo(44);
    assertThat(explanation.stickyBy()).isEqualTo("session_id");
    assertThat(ContractJson.mapper().writeValueAsString(explanation))
        .doesNotContain("59899123456")
        .hasSizeLessThan(1_000);
  }
}
