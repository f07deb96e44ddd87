package dev.batuta.orchestrator.routing;

import static dev.batuta.orchestrator.routing.SampleRouting.PRICE;
import static dev.batuta.orchestrator.routing.SampleRouting.rule;
import static dev.batuta.orchestrator.routing.SampleRouting.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.orchestrator.agent.AgentFixture;
import dev.batuta.orchestrator.agent.AgentHealth;
import dev.batuta.orchestrator.agent.AttemptOutcome;
import dev.batuta.starter.store.MongoFixture;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithInfrastructure
final class AgentRouterIT {
  private static final AgentId AGENT = new AgentId("quote_agent");

  private final TenantId tenant = new TenantId("acme");
  private final AgentFixture agents = new AgentFixture();
  private final MongoFixture mongo;
  private final RoutingRuleStore store;
  private final RoutingRules rules;
  private final AgentRouter router;

  AgentRouterIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "routing-" + UUID.randomUUID());
    store = new RoutingRuleStore(mongo.template());
    rules = new RoutingRules(store, agents.clock());
    router = new AgentRouter(agents.registry(), rules);
    beat();
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void a_rule_comes_back_as_it_was_stored_to_its_tenant_alone() {
    RoutingRule rule =
        rule(
            "session_id",
            List.of(target("quote", 90), target("quote-canary", 10)),
            List.of(new RoutingTarget(new AgentId("other_agent"), null, "2", null)));

    assertThat(rules.put(rule)).isTrue();
    assertThat(rules.put(rule)).isTrue();

    assertThat(store.list(tenant)).containsExactly(rule);
    assertThat(rules.find(tenant, PRICE)).contains(rule);
    assertThat(rules.find(new TenantId("other"), PRICE)).isEmpty();
    assertThat(rules.remove(new TenantId("other"), PRICE)).isFalse();
    assertThat(rules.remove(tenant, PRICE)).isTrue();
    assertThat(rules.find(tenant, PRICE)).isEmpty();
    assertThat(rules.remove(tenant, PRICE)).isFalse();
  }

  @Test
  void another_orchestrators_change_of_a_rule_is_seen_after_two_seconds() {
    assertThat(rules.find(tenant, PRICE)).isEmpty();
    store.put(rule(null, target("quote", 1)));

    assertThat(rules.find(tenant, PRICE)).isEmpty();
    agents.pass(RoutingRules.KEPT);
    assertThat(rules.find(tenant, PRICE)).isPresent();
  }

  @Test
  void tasks_of_one_session_go_to_one_target_and_all_targets_get_some() {
    rules.put(rule("session_id", target("quote", 50), target("quote-canary", 50)));
    Set<String> used = new HashSet<>();

    for (int session = 0; session < 40; session++) {
      JsonNode payload = json("{\"session_id\":\"s" + session + "\"}");
      String first = assigned(payload).service();
      used.add(first);
      assertThat(assigned(payload).service()).isEqualTo(first);
      assertThat(assigned(payload).explanation().stickyBy()).isEqualTo("session_id");
    }

    assertThat(used).containsExactlyInAnyOrder("quote", "quote-canary");
  }

  @Test
  void a_degraded_deployment_is_avoided_then_probed_a_few_times_and_used_again_when_well() {
    rules.put(rule(null, List.of(target("quote-canary", 1)), List.of(target("quote", 1))));
    assertThat(assigned(json("{}")).service()).isEqualTo("quote-canary");
    ended(20, AttemptOutcome.FAILED);
    assertThat(services(10)).containsOnly("quote");

    agents.pass(Duration.ofSeconds(16));
    beat();
    List<String> probed = services(10);
    assertThat(probed).containsSubsequence("quote-canary", "quote-canary", "quote-canary", "quote");
    assertThat(probed).filteredOn("quote-canary"::equals).hasSize(3);

    ended(3, AttemptOutcome.ANSWERED);
    assertThat(services(10)).containsOnly("quote-canary");
  }

  @Test
  void when_there_is_no_other_a_degraded_agent_still_gets_the_tasks() {
    agents.forgetAll();
    agents.heard("quote_agent", "quote", "quote-1", "price");
    for (int i = 0; i < 20; i++) {
      agents.registry().attemptEnded(AGENT, "quote", AttemptOutcome.TIMED_OUT, 0);
    }
    assertThat(agents.registry().agents().getFirst().status()).isEqualTo(AgentHealth.DEGRADED);

    assertThat(services(10)).containsOnly("quote");
  }

  @Test
  void a_further_attempt_leaves_an_agent_that_is_not_well_for_one_that_is() {
    rules.put(rule(null, List.of(target("quote-canary", 1)), List.of(target("quote", 1))));
    assertThat(reroute("quote-canary")).isEmpty();

    agents.pass(Duration.ofSeconds(10));
    agents.heard("quote_agent", "quote", "quote-1", "price");
    RoutingDecision.Assigned moved = reroute("quote-canary").orElseThrow();

    assertThat(moved.service()).isEqualTo("quote");
    assertThat(moved.reason()).endsWith("moved from quote_agent/quote-canary, which is lost");
    assertThat(moved.explanation().movedFrom()).isEqualTo("quote_agent/quote-canary");
    assertThat(reroute("quote")).isEmpty();
  }

  @Test
  void a_further_attempt_stays_when_nobody_is_better() {
    agents.pass(Duration.ofSeconds(10));

    assertThat(reroute("quote-canary")).isEmpty();
    assertThat(reroute("long-forgotten")).isPresent();
  }

  private Optional<RoutingDecision.Assigned> reroute(String from) {
    return router.reroute(
        tenant, new TaskId(UUID.randomUUID()), List.of(PRICE), json("{}"), AGENT, from);
  }

  private List<String> services(int tasks) {
    return IntStream.range(0, tasks).mapToObj(_ -> assigned(json("{}")).service()).toList();
  }

  private RoutingDecision.Assigned assigned(JsonNode payload) {
    RoutingDecision decision =
        router.route(tenant, new TaskId(UUID.randomUUID()), List.<Capability>of(PRICE), payload);
    assertThat(decision).isInstanceOf(RoutingDecision.Assigned.class);
    return (RoutingDecision.Assigned) decision;
  }

  private void ended(int times, AttemptOutcome outcome) {
    for (int i = 0; i < times; i++) {
      agents.registry().attemptEnded(AGENT, "quote-canary", outcome, 5);
    }
  }

  private void beat() {
    agents.heard("quote_agent", "quote", "quote-1", "price");
    agents.heard("quote_agent", "quote-canary", "canary-1", "price");
  }

  private static JsonNode json(String text) {
    return ContractJson.mapper().readTree(text);
  }
}
