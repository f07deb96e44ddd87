package dev.batuta.orchestrator.limit;

import java.time.Duration;

/** Whether a tenant may submit one more task. */
public sealed interface SubmitDecision {
  /**
   * It may.
   *
   * @param quota what is left of its rate
   * @param openLeft how many more open tasks it may have, about; 0 or more
   */
  record Allowed(Quota quota, int openLeft) implements SubmitDecision {}

  /** It submits too fast; {@code quota} says when there is room again. */
  record TooFast(Quota quota) implements SubmitDecision {}

  /**
   * Too many of its tasks have not ended.
   *
   * @param limit how many it may have
   * @param retryAfter when to look again; positive
   */
  record QueueFull(Quota quota, int limit, Duration retryAfter) implements SubmitDecision {}
}
