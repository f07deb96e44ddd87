package dev.batuta.orchestrator.task;

import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far a task is.
 *
 * @param status its state
 * @param attempt the current or last attempt, from 1
 * @param updatedAt when this became so
 * @param deadline when the current attempt counts as lost; null when none is under way
 * @param nextCheckAt when the monitor must look at it; null once it has ended
 * @param startedAt when an agent first began; null before
 * @param finishedAt when it ended; null before
 * @param instanceId the process that worked on it last; null before
 * @param processingMs how long the agent worked on it, in milliseconds; null before the result
 * @param result what came of it; null unless completed
 * @param error the newest failure; null if there was none
 */
public record TaskState(
    TaskStatus status,
    int attempt,
    Instant updatedAt,
    @Nullable Instant deadline,
    @Nullable Instant nextCheckAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable InstanceId instanceId,
    @Nullable Long processingMs,
    @Nullable JsonNode result,
    @Nullable TaskError error) {}
