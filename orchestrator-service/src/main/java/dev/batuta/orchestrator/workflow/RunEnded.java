package dev.batuta.orchestrator.workflow;

/**
 * A run has ended. Published within the process, at least once per run: who listens must not mind a
 * repeat.
 */
public record RunEnded(WorkflowRun run) {}
