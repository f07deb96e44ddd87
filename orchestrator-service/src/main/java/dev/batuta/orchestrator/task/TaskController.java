package dev.batuta.orchestrator.task;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.limit.SubmitGate;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.live.WaitPreference;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.time.IdSource;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Submits and shows a tenant's tasks. */
@RestController
@RequestMapping("/api/v1/tasks")
class TaskController {
  private static final int LARGEST_PAGE = 200;

  private final Tasks tasks;
  private final TaskStore store;
  private final TaskStreams streams;
  private final LiveUpdates live;
  private final SubmitGate gate;
  private final IdSource ids;
  private final InstantSource clock;

  TaskController(
      Tasks tasks,
      TaskStore store,
      TaskStreams streams,
      LiveUpdates live,
      SubmitGate gate,
      IdSource ids,
      InstantSource clock) {
    this.tasks = tasks;
    this.store = store;
    this.streams = streams;
    this.live = live;
    this.gate = gate;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Submits a task: 202 when it is stored. With {@code Prefer: wait=N} (RFC 7240) the answer waits
   * up to N seconds, at most 30, for its end, and is then 200 with the result.
   */
  @PostMapping
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ResponseEntity<TaskView> submit(
      TenantId tenant,
      @RequestBody TaskSubmission submission,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    HttpHeaders quota = gate.pass(tenant);
    TaskRequest request =
        new TaskRequest(
            new TaskId(ids.next()),
            tenant,
            submission.checkedType(),
            submission.checkedCapabilities(),
            submission.priority() == null ? Priority.NORMAL : submission.priority(),
            gate.keep(tenant, submission.checkedPayload()),
            submission.metadata(),
            submission.checkedAttempts(),
            submission.checkedTimeout(),
            null);
    Duration wait = WaitPreference.of(prefer);
    try (LiveUpdates.Waiter waiter = live.waiter(Tasks.liveKey(request.id()))) {
      Task task =
          switch (tasks.submit(request)) {
            case SubmitOutcome.Accepted(var accepted) -> accepted;
            case SubmitOutcome.UnknownCapability(var known) ->
                throw unknownCapability(request.capabilities(), known);
          };
      Task seen = awaitEnd(task, waiter, wait);
      boolean ended = seen.state().status().terminal();
      return ResponseEntity.status(ended ? 200 : 202)
          .headers(quota)
          .location(URI.create("/api/v1/tasks/" + task.id()))
          .body(TaskView.of(seen));
    }
  }

  /** A tenant's tasks, newest first. */
  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  TaskView.Page list(
      TenantId tenant,
      @RequestParam(name = "status", required = false) @Nullable String status,
      @RequestParam(name = "limit", defaultValue = "50") int limit,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ProblemException.field("#/limit", "limit is 1 to 200");
    }
    List<Task> page =
        store.list(tenant, statusOf(status), cursor == null ? null : idOf(cursor), limit + 1);
    boolean more = page.size() > limit;
    List<Task> items = more ? page.subList(0, limit) : page;
    return new TaskView.Page(
        items.stream().map(TaskView::of).toList(), more ? items.getLast().id().toString() : null);
  }

  @GetMapping("/{task_id}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  TaskView show(TenantId tenant, @PathVariable("task_id") String taskId) {
    return TaskView.of(find(tenant, taskId));
  }

  /**
   * A task's log as server-sent events, from its beginning or after {@code Last-Event-ID}, to its
   * end, which is always told.
   */
  @GetMapping(path = "/{task_id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  SseEmitter stream(
      TenantId tenant,
      @PathVariable("task_id") String taskId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
    Task task = find(tenant, taskId);
    int after = 0;
    if (lastEventId != null) {
      if (!lastEventId.matches("\\d{1,9}")) {
        throw new ProblemException(
            ProblemCode.INVALID_REQUEST, "Last-Event-ID is the number of the last event seen.");
      }
      after = Integer.parseInt(lastEventId);
    }
    return streams.open(task, after);
  }

  private Task awaitEnd(Task task, LiveUpdates.Waiter waiter, Duration wait) {
    Task seen = task;
    Instant until = clock.instant().plus(wait);
    while (!seen.state().status().terminal()) {
      Duration left = Duration.between(clock.instant(), until);
      if (!left.isPositive()) {
        break;
      }
      waiter.await(left.compareTo(LiveUpdates.LOOK_AGAIN) < 0 ? left : LiveUpdates.LOOK_AGAIN);
      seen = store.find(task.tenantId(), task.id()).orElse(seen);
    }
    return seen;
  }

  private Task find(TenantId tenant, String taskId) {
    return store
        .find(tenant, idOf(taskId))
        .orElseThrow(() -> ProblemException.notFound("task", taskId));
  }

  private static TaskId idOf(String text) {
    try {
      return TaskId.parse(text);
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("task", text);
    }
  }

  private static @Nullable TaskStatus statusOf(@Nullable String status) {
    try {
      return status == null ? null : TaskStatus.read(status.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw ProblemException.field(
          "#/status",
          "status is one of pending, queued, processing,"
              + " waiting_retry, paused, completed, failed, cancelled, dead_lettered");
    }
  }

  private static ProblemException unknownCapability(
      List<Capability> wanted, List<Capability> known) {
    return new ProblemException(
            ProblemCode.UNKNOWN_CAPABILITY,
            "No agent has all of "
                + String.join(", ", wanted.stream().map(Capability::value).toList())
                + "; known: "
                + String.join(", ", known.stream().map(Capability::value).toList())
                + ".")
        .with("known_capabilities", known);
  }
}
