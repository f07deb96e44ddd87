package dev.batuta.orchestrator.task;

/**
 * A task has reached a terminal state. Published within the process, at least once per task: who
 * listens must not mind a repeat.
 */
public record TaskEnded(Task task) {}
