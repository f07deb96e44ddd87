package dev.batuta.orchestrator.routing;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.agent.AgentDeployment;
import dev.batuta.orchestrator.agent.AgentHealth;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invented deployments and rules. */
final class SampleRouting {
  static final TenantId ACME = new TenantId("acme");
  static final Capability PRICE = new Capability("price");
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");

  private SampleRouting() {}

  static List<Capability> capabilities(String... names) {
    return Arrays.stream(names).map(Capability::new).toList();
  }

  static AgentDeployment up(String service, int inFlight, String... capabilities) {
    return deployment(service, AgentHealth.UP, false, inFlight, capabilities);
  }

  static AgentDeployment is(AgentHealth status, String service, String... capabilities) {
    return deployment(service, status, false, 0, capabilities);
  }

  static AgentDeployment probing(String service, String... capabilities) {
    return deployment(service, AgentHealth.DEGRADED, true, 0, capabilities);
  }

  /** Its agent is what stands before the dash: quote-canary is of quote_agent, version canary. */
  private static AgentDeployment deployment(
      String service, AgentHealth status, boolean probing, int inFlight, String... capabilities) {
    List<String> parts = List.of(service.split("-", 2));
    return new AgentDeployment(
        new AgentId(parts.getFirst() + "_agent"),
        service,
        List.of(parts.getLast()),
        status,
        null,
        probing,
        capabilities(capabilities.length == 0 ? new String[] {"price"} : capabilities),
        10,
        inFlight,
        inFlight / 10.0,
        0,
        0,
        0,
        List.of());
  }

  static RoutingTarget target(String service, int weight) {
    return new RoutingTarget(
        new AgentId(service.replaceAll("-.*", "") + "_agent"), service, null, weight);
  }

  static RoutingRule rule(@Nullable String stickyBy, RoutingTarget... targets) {
    return rule(stickyBy, List.of(targets), List.of());
  }

  static RoutingRule rule(
      @Nullable String stickyBy, List<RoutingTarget> targets, List<RoutingTarget> fallbacks) {
    return RoutingRule.of(ACME, PRICE, targets, stickyBy, fallbacks, NOON, "ana");
  }

  static RoutingDecision.Assigned assigned(
      List<AgentDeployment> deployments, @Nullable RoutingRule rule, String key) {
    RoutingDecision decision =
        RoutingChoice.decide(
            deployments, List.of(PRICE), rule, key, rule != null && rule.stickyBy() != null);
    if (decision instanceof RoutingDecision.Assigned assigned) {
      return assigned;
    }
    throw new AssertionError("nobody was chosen: " + decision);
  }
}
