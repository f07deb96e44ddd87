package dev.batuta.orchestrator.agent;

/** What the end of an attempt says of the agent that made it. */
public enum AttemptOutcome {
  /** It answered: with a result, or with a refusal that no other agent would have mended. */
  ANSWERED,
  /** It failed in a way that another attempt may mend. */
  FAILED,
  /** It did not answer in time. */
  TIMED_OUT
}
