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
 * @param events its log, oldest first, at most {@link #EVENTS}
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
    @Nullable Instant expiresAt,
    @Version @Nullable Long version) {
  /** How many events are kept; progress beyond that replaces the last one. */
  public static final int EVENTS = 60;

  public Task {
    events = List.copyOf(events);
  }
}
