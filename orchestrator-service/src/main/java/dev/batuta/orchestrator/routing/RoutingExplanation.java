package dev.batuta.orchestrator.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.orchestrator.agent.AgentHealth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a task went where it went. It is kept with the task, so it is small, and says nothing of the
 * payload: of a sticky value only where it stood.
 *
 * @param rule capability of the rule that applied; null when none did
 * @param by what decided
 * @param stickyBy where the value stood by which the task sticks; null when it does not
 * @param candidates the chosen one, then the others, at most {@value #MOST_CANDIDATES}
 * @param others how many more there were
 * @param movedFrom deployment that the attempt before went to; null when it did not move
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoutingExplanation(
    @Nullable Capability rule,
    By by,
    @Nullable String stickyBy,
    List<Candidate> candidates,
    int others,
    @Nullable String movedFrom) {
  static final int MOST_CANDIDATES = 6;

  /** What decided between candidates that are equally well. */
  public enum By {
    /** The one with the smallest share of its places taken. */
    LEAST_BUSY,
    /** The shares of the rule. */
    WEIGHT,
    /** The order of the rule's fallbacks. */
    FALLBACK;

    /** The JSON form: lower case. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why a candidate was or was not chosen. */
  public enum Verdict {
    /** It gets the task. */
    CHOSEN,
    /** It gets the task, to see whether it has recovered. */
    CHOSEN_AS_PROBE,
    /** Another one is in better health. */
    LESS_HEALTHY,
    /** As well as the chosen one, but not less busy. */
    NOT_LESS_BUSY,
    /** The task's key fell into the share of another one. */
    SHARE_OF_ANOTHER,
    /** It is there for when no target is well. */
    NOT_NEEDED,
    /** The rule gives it nothing. */
    NO_SHARE,
    /** The rule does not name it. */
    NOT_IN_RULE;

    /** The JSON form: lower case. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A deployment that could do the task.
   *
   * @param agentId the agent
   * @param service the deployment
   * @param status how it was
   * @param utilization share of its places that were taken, 0 to 1
   * @param weight its weight in the rule; null without one
   * @param verdict why it was or was not chosen
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Candidate(
      AgentId agentId,
      String service,
      AgentHealth status,
      double utilization,
      @Nullable Integer weight,
      Verdict verdict) {}

  public RoutingExplanation {
    candidates = List.copyOf(candidates);
  }

  RoutingExplanation movedFrom(String deployment) {
    return new RoutingExplanation(rule, by, stickyBy, candidates, others, deployment);
  }
}
