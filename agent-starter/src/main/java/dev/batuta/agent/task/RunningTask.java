package dev.batuta.agent.task;

import dev.batuta.contracts.message.TaskMessage;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A task that a handler is at work on.
 *
 * @param message the task
 * @param startedAt when its handler was called
 * @param announced whether watchers have heard of it
 * @param traceparent the trace it belongs to
 */
record RunningTask(
    TaskMessage message,
    Instant startedAt,
    AtomicBoolean announced,
    @Nullable String traceparent) {}
