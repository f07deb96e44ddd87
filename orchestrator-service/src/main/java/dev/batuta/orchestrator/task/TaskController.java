package dev.batuta.orchestrator.task;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.halt.Halts;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Submits, shows and controls a tenant's tasks. */
@RestController
@RequestMapping("/api/v1/tasks")
class TaskController {
  private static final int LARGEST_PAGE = 200;

  private final Tasks tasks;
  private final TaskStore store;
  private final Halts halts;
  private final LiveUpdates live;
  private final SubmitGate gate;
  private final IdSource ids;
  private final InstantSource clock;

  TaskController(
      Tasks tasks,
      TaskStore store,
      Halts halts,
      LiveUpdates live,
      SubmitGate gate,
      IdSource ids,
      InstantSource clock) {
    this.tasks = tasks;
    this.store = store;
    this.halts = halts;
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
    halts.requireGoing(tenant);
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

  /** Begins no attempt of it until it is resumed. */
  @PostMapping("/{task_id}/pause")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  TaskView pause(
      TenantId tenant,
      @PathVariable("task_id") String taskId,
      @RequestBody(required = false) @Nullable CommandReason reason) {
    return told(taskId, "paused", tasks.pause(tenant, idOf(taskId), CommandReason.of(reason)));
  }

  /** Lets it go on. */
  @PostMapping("/{task_id}/resume")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  TaskView resume(TenantId tenant, @PathVariable("task_id") String taskId) {
    return told(taskId, "resumed", tasks.resume(tenant, idOf(taskId)));
  }

  /** Ends it at once. */
  @PostMapping("/{task_id}/cancel")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  TaskView cancel(
      TenantId tenant,
      @PathVariable("task_id") String taskId,
      @RequestBody(required = false) @Nullable CommandReason reason) {
    return told(taskId, "cancelled", tasks.cancel(tenant, idOf(taskId), CommandReason.of(reason)));
  }

  /** Does the work of one that ended badly again: 202 with the new task. */
  @PostMapping("/{task_id}/retry")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ResponseEntity<TaskView> retry(TenantId tenant, @PathVariable("task_id") String taskId) {
    halts.requireGoing(tenant);
    TaskView again = told(taskId, "retried", tasks.retry(tenant, idOf(taskId)));
    return ResponseEntity.status(202)
        .location(URI.create("/api/v1/tasks/" + again.taskId()))
        .body(again);
  }

  private static TaskView told(String taskId, String what, ControlOutcome outcome) {
    return switch (outcome) {
      case ControlOutcome.Done(var task) -> TaskView.of(task);
      case ControlOutcome.Unknown() -> throw ProblemException.notFound("task", taskId);
      case ControlOutcome.UnknownCapability(var known) ->
          throw new ProblemException(
                  ProblemCode.UNKNOWN_CAPABILITY, "No agent can do this task any more.")
              .with("known_capabilities", known);
      case ControlOutcome.Refused(var status, var allowed) ->
          throw new ProblemException(
                  ProblemCode.CONFLICT,
                  "The task is %s and cannot be %s; %s."
                      .formatted(
                          status.word(),
                          what,
                          allowed.isEmpty()
                              ? "nothing can be done to it any more"
                              : "it allows " + String.join(", ", allowed)))
              .with("task_status", status.word())
              .with("allowed", allowed);
    };
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
