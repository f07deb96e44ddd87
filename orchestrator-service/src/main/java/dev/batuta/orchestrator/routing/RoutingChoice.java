package dev.batuta.orchestrator.routing;

import dev.batuta.contracts.Capability;
import dev.batuta.orchestrator.agent.AgentDeployment;
import dev.batuta.orchestrator.routing.RoutingExplanation.By;
import dev.batuta.orchestrator.routing.RoutingExplanation.Candidate;
import dev.batuta.orchestrator.routing.RoutingExplanation.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a task finds its agent, as a function of the deployments there are, the
 * tenant's rule and the task's key. Health comes first: up (and what is to be probed), degraded,
 * draining, stopping, lost. Among equals a rule's weights and then its fallbacks decide, without a
 * rule who is least busy.
 */
final class RoutingChoice {
  private static final Comparator<AgentDeployment> LEAST_BUSY =
      Comparator.comparingInt(RoutingChoice::rank)
          .thenComparingDouble(AgentDeployment::utilization)
          .thenComparing(deployment -> deployment.agentId().value())
          .thenComparing(AgentDeployment::service);

  private static final int WORST = 4;

  private final List<AgentDeployment> capable;
  private final List<Capability> required;
  private final @Nullable RoutingRule rule;
  private final String key;
  private final boolean sticky;

  private RoutingChoice(
      List<AgentDeployment> capable,
      List<Capability> required,
      @Nullable RoutingRule rule,
      String key,
      boolean sticky) {
    this.capable = capable;
    this.required = required;
    this.rule = rule;
    this.key = key;
    this.sticky = sticky;
  }

  /**
   * Decides.
   *
   * @param deployments all there are
   * @param required what the task requires
   * @param rule the tenant's rule for it; null for none
   * @param key by which the task falls into a share: its sticky value or its id
   * @param sticky whether {@code key} is the sticky value
   */
  static RoutingDecision decide(
      List<AgentDeployment> deployments,
      List<Capability> required,
      @Nullable RoutingRule rule,
      String key,
      boolean sticky) {
    List<AgentDeployment> capable =
        deployments.stream()
            .filter(deployment -> deployment.capabilities().containsAll(required))
            .sorted(LEAST_BUSY)
            .toList();
    if (capable.isEmpty()) {
      return new RoutingDecision.NoCapableAgent(
          deployments.stream()
              .flatMap(deployment -> deployment.capabilities().stream())
              .distinct()
              .sorted(Comparator.comparing(Capability::value))
              .toList());
    }
    return new RoutingChoice(capable, required, rule, key, sticky).choose();
  }

  /** 0 for who may be given a task without a second thought, more for the less healthy. */
  static int rank(AgentDeployment deployment) {
    return switch (deployment.status()) {
      case UP -> 0;
      case DEGRADED -> deployment.probing() ? 0 : 1;
      case DRAINING -> 2;
      case STOPPING -> 3;
      case LOST -> WORST;
    };
  }

  private RoutingDecision.Assigned choose() {
    for (int rank = 0; rule != null && rank <= WORST; rank++) {
      Optional<RoutingDecision.Assigned> chosen = byRule(rule, rank);
      if (chosen.isPresent()) {
        return chosen.get();
      }
    }
    return assigned(capable.getFirst(), By.LEAST_BUSY);
  }

  private Optional<RoutingDecision.Assigned> byRule(RoutingRule by, int rank) {
    List<AgentDeployment> equal =
        capable.stream().filter(deployment -> rank(deployment) == rank).toList();
    Optional<AgentDeployment> target =
        by.targets().stream()
            .filter(each -> each.share() > 0 && equal.stream().anyMatch(each::means))
            .max(
                Comparator.comparingDouble(
                    each -> RendezvousHash.score(key, each.name(), each.share())))
            .map(each -> within(each, equal));
    if (target.isPresent()) {
      return target.map(deployment -> assigned(deployment, By.WEIGHT));
    }
    return by.fallbacks().stream()
        .filter(each -> equal.stream().anyMatch(each::means))
        .findFirst()
        .map(each -> assigned(within(each, equal), By.FALLBACK));
  }

  /** One of the deployments that a target means: the same one for the same key. */
  private AgentDeployment within(RoutingTarget target, List<AgentDeployment> equal) {
    return equal.stream()
        .filter(target::means)
        .max(
            Comparator.comparingDouble(
                deployment -> RendezvousHash.score(key, deployment.service(), 1)))
        .orElseThrow();
  }

  private RoutingDecision.Assigned assigned(AgentDeployment chosen, By by) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate(chosen, chosen.probing() ? Verdict.CHOSEN_AS_PROBE : Verdict.CHOSEN));
    capable.stream()
        .filter(each -> !each.equals(chosen))
        .limit(RoutingExplanation.MOST_CANDIDATES - 1)
        .forEach(each -> candidates.add(candidate(each, verdict(each, chosen, by))));
    RoutingExplanation explanation =
        new RoutingExplanation(
            rule == null ? null : rule.capability(),
            by,
            rule != null && sticky && by == By.WEIGHT ? rule.stickyBy() : null,
            candidates,
            capable.size() - candidates.size(),
            null);
    return new RoutingDecision.Assigned(
        chosen.agentId(), chosen.service(), reason(chosen, by), explanation);
  }

  private Candidate candidate(AgentDeployment deployment, Verdict verdict) {
    return new Candidate(
        deployment.agentId(),
        deployment.service(),
        deployment.status(),
        Math.round(deployment.utilization() * 100) / 100.0,
        weightOf(deployment),
        verdict);
  }

  private Verdict verdict(AgentDeployment other, AgentDeployment chosen, By by) {
    if (by == By.LEAST_BUSY || rule == null) {
      return rank(other) > rank(chosen) ? Verdict.LESS_HEALTHY : Verdict.NOT_LESS_BUSY;
    }
    Integer weight = weightOf(other);
    boolean fallback = rule.fallbacks().stream().anyMatch(each -> each.means(other));
    if (weight == null && !fallback) {
      return Verdict.NOT_IN_RULE;
    }
    if ((weight == null || weight == 0) && !fallback) {
      return Verdict.NO_SHARE;
    }
    if (rank(other) > rank(chosen)) {
      return Verdict.LESS_HEALTHY;
    }
    return weight == null || weight == 0 ? Verdict.NOT_NEEDED : Verdict.SHARE_OF_ANOTHER;
  }

  /** The weight of the rule's first target that means it; null if none does. */
  private @Nullable Integer weightOf(AgentDeployment deployment) {
    return rule == null
        ? null
        : rule.targets().stream()
            .filter(target -> target.means(deployment))
            .findFirst()
            .map(RoutingTarget::share)
            .orElse(null);
  }

  private String reason(AgentDeployment chosen, By by) {
    String how =
        switch (by) {
          case LEAST_BUSY ->
              rule == null
                  ? "chosen of " + capable.size() + " capable"
                  : "the rule names nobody who can; chosen of " + capable.size() + " capable";
          case WEIGHT ->
              sticky && rule != null
                  ? "by its share of the rule, sticky by " + rule.stickyBy()
                  : "by its share of the rule";
          case FALLBACK -> "fallback of the rule: no target is as well";
        };
    return String.format(
        Locale.ROOT,
        "can %s; %s, %d of %d places taken; %s",
        String.join(", ", required.stream().map(Capability::value).toList()),
        chosen.probing() ? "degraded, to be probed" : chosen.status().word(),
        chosen.inFlight(),
        chosen.capacity(),
        how);
  }
}
