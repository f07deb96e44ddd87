package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.message.TaskError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a run knows of one of its steps.
 *
 * @param taskId its task; null for a condition
 * @param output what it produced, for a condition the chosen next step; null while open or failed
 * @param error why it failed; null if it did not
 * @param startedAt when it began
 * @param endedAt when it ended; null while open
 */
public record StepRun(
    @Nullable TaskId taskId,
    @Nullable JsonNode output,
    @Nullable TaskError error,
    Instant startedAt,
    @Nullable Instant endedAt) {}
