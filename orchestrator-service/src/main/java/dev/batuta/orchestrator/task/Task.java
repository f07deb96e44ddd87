package dev.batuta.orchestrator.task;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A unit of work that one agent carries out.
 *
 * @param id identity, the same over all attempts
 * @param tenantId whose task
 * @param spec what was asked for
 * @param route who does it
 * @param state how far it is
 * @param events its log, oldest first; {@link TaskLog} says what is kept
 * @param retriedBy the task that does the work again; null when none does. Set after the end, the
 *     one thing that changes then
 * @param expiresAt when an ended task may be forgotten; null before it has ended
 * @param version counts writes; null before the first
 */
@Document("tasks")
public record Task(
    @Id TaskId id,
    TenantId tenantId,
    TaskSpec spec,
    TaskRoute route,
    TaskState state,
    List<TaskEvent> events,
    @Nullable TaskId retriedBy,
    @Nullable Instant expiresAt,
    @Version @Nullable Long version) {
  public Task {
    events = List.copyOf(events);
  }

  /** The same in another state, with a log that tells of it. */
  Task with(TaskState next, List<TaskEvent> log) {
    return new Task(id, tenantId, spec, route, next, log, retriedBy, expiresAt, version);
  }

  Task expiring(Instant when) {
    return new Task(id, tenantId, spec, route, state, events, retriedBy, when, version);
  }

  /** The same, given to another agent. */
  Task routed(TaskRoute other) {
    return new Task(id, tenantId, spec, other, state, events, retriedBy, expiresAt, version);
  }

  Task retriedBy(TaskId by) {
    return new Task(id, tenantId, spec, route, state, events, by, expiresAt, version);
  }
}
