package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task, or an attempt of it that waits in a queue, is not to be done any more. Every agent
 * instance hears it on {@code platform.cancellations}; an agent that has not heard it in time may
 * do the work, so its effects stay idempotent by task id.
 *
 * @param taskId the task
 * @param tenantId whose task
 * @param withdrawnAttempt null when the task was cancelled: nobody begins it, who is at it may
 *     stop. Otherwise the task was paused: attempts up to this one are not begun any more, one that
 *     is at work goes on
 * @param reason why, in the words of who asked
 * @param timestamp when
 */
public record TaskCancelled(
    TaskId taskId,
    TenantId tenantId,
    @Nullable Integer withdrawnAttempt,
    String reason,
    Instant timestamp)
    implements Message {
  public TaskCancelled {
    requireNonNull(taskId, "task_id");
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(reason, "reason");
    requireNonNull(timestamp, "timestamp");
  }
}
