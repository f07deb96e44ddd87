package dev.batuta.orchestrator.agent;

import static dev.batuta.orchestrator.agent.SampleAgents.NOON;
import static dev.batuta.orchestrator.agent.SampleAgents.PROPERTIES;
import static dev.batuta.orchestrator.agent.SampleAgents.beat;
import static dev.batuta.orchestrator.agent.SampleAgents.capabilities;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.AgentId;
import dev.batuta.orchestrator.agent.SampleAgents.SettableClock;
import org.junit.jupiter.api.Test;

final class AgentRouterTest {
  private final SettableClock clock = new SettableClock();
  private final AgentRegistry registry = new AgentRegistry(clock, PROPERTIES);
  private final AgentRouter router = new AgentRouter(registry);

  @Test
  void a_task_goes_to_an_agent_that_can_do_all_that_is_required() {
    registry.heard(beat("half_agent", "half-1", 0, false, NOON, "price_products"));
    registry.heard(beat("quote_agent", "quote-1", 8, false, NOON, "price_products", "render"));

    RoutingDecision decision = router.route(capabilities("price_products", "render"));

    assertThat(decision)
        .isEqualTo(
            new RoutingDecision.Assigned(
                new AgentId("quote_agent"),
                "quote",
                "can price_products, render; up, 8 of 10 places taken; chosen of 1 capable"));
  }

  @Test
  void of_several_capable_agents_the_least_loaded_gets_the_task() {
    registry.heard(beat("a_agent", "a-1", 6, false, NOON, "ping"));
    registry.heard(beat("b_agent", "b-1", 2, false, NOON, "ping"));
    registry.heard(beat("c_agent", "c-1", 4, false, NOON, "ping"));

    assertThat(assigned("ping").agent()).isEqualTo(new AgentId("b_agent"));
    assertThat(assigned("ping").reason()).endsWith("chosen of 3 capable");
  }

  @Test
  void a_healthy_agent_comes_before_an_idle_one_that_is_stopping_or_lost() {
    registry.heard(beat("a_agent", "a-1", 0, true, NOON.plusSeconds(60), "ping"));
    registry.heard(beat("b_agent", "b-1", 0, false, NOON, "ping"));
    registry.heard(beat("c_agent", "c-1", 9, false, NOON.plusSeconds(60), "ping"));
    clock.set(NOON.plusSeconds(60));

    assertThat(assigned("ping").agent()).isEqualTo(new AgentId("c_agent"));
  }

  @Test
  void a_lost_agent_still_gets_the_task_when_nobody_else_can_do_it() {
    registry.heard(beat("quote_agent", "quote-1", 1, false, NOON, "ping"));
    clock.set(NOON.plusSeconds(60));

    assertThat(assigned("ping").reason()).contains("lost");
  }

  @Test
  void a_capability_that_nobody_has_is_refused_with_those_that_are_known() {
    registry.heard(beat("a_agent", "a-1", 0, false, NOON, "render", "ping"));
    registry.heard(beat("b_agent", "b-1", 0, false, NOON, "ping", "classify"));

    assertThat(router.route(capabilities("fly")))
        .isEqualTo(new RoutingDecision.NoCapableAgent(capabilities("classify", "ping", "render")));
  }

  private RoutingDecision.Assigned assigned(String capability) {
    RoutingDecision decision = router.route(capabilities(capability));
    assertThat(decision).isInstanceOf(RoutingDecision.Assigned.class);
    return (RoutingDecision.Assigned) decision;
  }
}
