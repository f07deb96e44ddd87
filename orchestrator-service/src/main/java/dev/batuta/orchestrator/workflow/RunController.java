package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

/** Shows a tenant's runs and puts them under the operator's hand. */
@RestController
@RequestMapping("/api/v1/workflow-runs")
class RunController {
  private static final int LARGEST_PAGE = 200;

  private final Workflows workflows;
  private final RunStore store;
  private final RunStreams streams;

  RunController(Workflows workflows, RunStore store, RunStreams streams) {
    this.workflows = workflows;
    this.store = store;
    this.streams = streams;
  }

  /** Body of a re-run; {@code fromStep} stands in the definition's own list of steps. */
  record Rerun(@Nullable String fromStep) {}

  /** Body of a cancel. */
  record Cancel(@Nullable String reason) {}

  /** A tenant's runs, without their input and steps. */
  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView.Page list(
      TenantId tenant,
      @RequestParam(name = "workflow", required = false) @Nullable String workflow,
      @RequestParam(name = "status", required = false) @Nullable String status,
      @RequestParam(name = "limit", defaultValue = "50") int limit,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ProblemException.field("#/limit", "limit is 1 to 200");
    }
    List<WorkflowRun> page =
        store.list(
            tenant, workflow, statusOf(status), cursor == null ? null : idOf(cursor), limit + 1);
    boolean more = page.size() > limit;
    List<WorkflowRun> items = more ? page.subList(0, limit) : page;
    return new RunView.Page(
        items.stream().map(RunView::brief).toList(), more ? items.getLast().id().toString() : null);
  }

  @GetMapping("/{run_id}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView show(TenantId tenant, @PathVariable("run_id") String runId) {
    return RunView.of(find(tenant, runId));
  }

  /** What happened in it, oldest first. */
  @GetMapping("/{run_id}/history")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView.History history(TenantId tenant, @PathVariable("run_id") String runId) {
    return new RunView.History(store.history(find(tenant, runId)));
  }

  /**
   * Its history as server-sent events, from its beginning or after {@code Last-Event-ID}, to its
   * end, which is always told; in between, what the tasks of open steps report.
   */
  @GetMapping(path = "/{run_id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  SseEmitter stream(
      TenantId tenant,
      @PathVariable("run_id") String runId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
    WorkflowRun run = find(tenant, runId);
    if (lastEventId != null && !lastEventId.matches("\\d{1,9}")) {
      throw new ProblemException(
          ProblemCode.INVALID_REQUEST, "Last-Event-ID is the number of the last event seen.");
    }
    return opened(streams, run, lastEventId == null ? 0 : Integer.parseInt(lastEventId));
  }

  /**
   * A stream of a run.
   *
   * @throws ProblemException if all places are taken
   */
  static SseEmitter opened(RunStreams streams, WorkflowRun run, int after) {
    SseEmitter stream = streams.open(run, after);
    if (stream == null) {
      throw new ProblemException(
              ProblemCode.TOO_MANY_REQUESTS, "Too many runs are being followed at the moment.")
          .header("Retry-After", "5");
    }
    return stream;
  }

  /** Holds it: what is under way ends, nothing new begins. */
  @PostMapping("/{run_id}/pause")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView pause(TenantId tenant, @PathVariable("run_id") String runId) {
    return done(workflows.pause(tenant, idOf(runId)), tenant, runId, "running", RunStatus.PAUSED);
  }

  @PostMapping("/{run_id}/resume")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView resume(TenantId tenant, @PathVariable("run_id") String runId) {
    return done(workflows.resume(tenant, idOf(runId)), tenant, runId, "paused", RunStatus.RUNNING);
  }

  /** Ends it; what has a compensation is undone, the newest first. */
  @PostMapping("/{run_id}/cancel")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView cancel(
      TenantId tenant,
      @PathVariable("run_id") String runId,
      @RequestBody(required = false) @Nullable Cancel cancel) {
    WorkflowRun before = find(tenant, runId);
    if (before.ended() && before.status() != RunStatus.CANCELLED) {
      throw conflict(before, "running, paused");
    }
    String reason = cancel == null ? null : cancel.reason();
    workflows.cancel(tenant, before.id(), reason == null ? "cancelled by an operator" : reason);
    return RunView.of(find(tenant, runId));
  }

  /** Begins once more what failed; what completed keeps what it gave. */
  @PostMapping("/{run_id}/retry")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView retry(TenantId tenant, @PathVariable("run_id") String runId) {
    return done(workflows.retry(tenant, idOf(runId)), tenant, runId, "failed and not undone", null);
  }

  /** Forgets a step and all that began after it, and begins it anew. */
  @PostMapping("/{run_id}/rerun")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView rerun(TenantId tenant, @PathVariable("run_id") String runId, @RequestBody Rerun body) {
    if (body.fromStep() == null) {
      throw ProblemException.field("#/from_step", "from_step names a step that has begun");
    }
    return done(
        workflows.rerun(tenant, idOf(runId), body.fromStep()),
        tenant,
        runId,
        "ended and not undone, with " + body.fromStep() + " begun in the definition's own list",
        null);
  }

  /** Answers a callback step, for example an approval; the body is the step's output. */
  @PostMapping("/{run_id}/callbacks/{*step}")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  RunView call(
      TenantId tenant,
      @PathVariable("run_id") String runId,
      @PathVariable("step") String step,
      @RequestBody JsonNode body) {
    CallbackController.checkSize(body);
    return done(
        workflows.call(tenant, idOf(runId), step.substring(1), body),
        tenant,
        runId,
        "waiting in callback step " + step.substring(1),
        null);
  }

  private RunView done(
      Optional<WorkflowRun> changed,
      TenantId tenant,
      String runId,
      String needed,
      @Nullable RunStatus already) {
    WorkflowRun run = changed.orElseGet(() -> find(tenant, runId));
    // Asking twice for what is so already is no conflict.
    if (changed.isEmpty() && run.status() != already) {
      throw conflict(run, needed);
    }
    return RunView.of(run);
  }

  private static ProblemException conflict(WorkflowRun run, String needed) {
    return new ProblemException(
            ProblemCode.CONFLICT,
            "The run is " + run.status().word() + "; this needs one that is " + needed + ".")
        .with("run_status", run.status());
  }

  private WorkflowRun find(TenantId tenant, String runId) {
    return workflows
        .find(tenant, idOf(runId))
        .orElseThrow(() -> ProblemException.notFound("run", runId));
  }

  private static RunId idOf(String text) {
    try {
      return RunId.parse(text);
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("run", text);
    }
  }

  private static @Nullable RunStatus statusOf(@Nullable String status) {
    try {
      return status == null ? null : RunStatus.read(status.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw ProblemException.field(
          "#/status",
          "status is one of running, paused, compensating, completed, failed, cancelled");
    }
  }
}
