package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Shows a task as it goes. */
@RestController
class WatchController {
  private final Tasks tasks;
  private final TaskStreams streams;

  WatchController(Tasks tasks, TaskStreams streams) {
    this.tasks = tasks;
    this.streams = streams;
  }

  /**
   * A task's log as server-sent events, from its beginning or after {@code Last-Event-ID}, to its
   * end, which is always told.
   */
  @GetMapping(path = "/api/v1/tasks/{task_id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
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

  private Task find(TenantId tenant, String taskId) {
    try {
      return tasks
          .find(tenant, TaskId.parse(taskId))
          .orElseThrow(() -> ProblemException.notFound("task", taskId));
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("task", taskId);
    }
  }
}
