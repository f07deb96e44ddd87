package dev.batuta.orchestrator.deadletter;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.DeadLetter;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.task.ControlOutcome;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows what could not be done: tasks without attempts left, and refused records. */
@RestController
@RequestMapping("/api/orchestrator/dead-letters")
class DeadLetterController {
  private static final int MOST = 200;

  private final Tasks tasks;
  private final DeadLetterStore store;
  private final Halts halts;

  DeadLetterController(Tasks tasks, DeadLetterStore store, Halts halts) {
    this.tasks = tasks;
    this.store = store;
    this.halts = halts;
  }

  /** A task all of whose attempts failed. */
  record DeadTask(
      TaskId taskId, String type, int attempts, @Nullable TaskError error, Instant endedAt) {}

  /** Both kinds, newest first. */
  record DeadLetterList(List<DeadTask> tasks, List<DeadLetter> records) {}

  /** The task that tries again. */
  record Redriven(TaskId taskId, TaskId redrivenFrom) {}

  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  DeadLetterList list(TenantId tenant) {
    List<DeadTask> dead =
        tasks.list(tenant, TaskStatus.DEAD_LETTERED, MOST).stream()
            .map(task ->
                new DeadTask(
                    task.id(),
                    task.spec().type(),
                    task.state().attempt(),
                    task.state().error(),
                    task.state().updatedAt()))
            .toList();
    return new DeadLetterList(dead, store.list(tenant, MOST));
  }

  /**
   * Submits a dead task's work again, as a new task; the dead one stays as it is. The same as
   * {@code POST /api/v1/tasks/{task_id}/retry}, for dead-lettered tasks only.
   */
  @PostMapping("/{task_id}/redrive")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN})
  Redriven redrive(TenantId tenant, @PathVariable("task_id") String taskId) {
    Task dead = find(tenant, taskId);
    if (dead.state().status() != TaskStatus.DEAD_LETTERED) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "Only a dead-lettered task is driven again; this one is "
              + dead.state().status().word()
              + ".");
    }
    halts.requireGoing(tenant);
    return switch (tasks.retry(tenant, dead.id())) {
      case ControlOutcome.Done(var again) -> new Redriven(again.id(), dead.id());
      case ControlOutcome.UnknownCapability(var _) ->
          throw new ProblemException(
              ProblemCode.UNKNOWN_CAPABILITY, "No agent can do this task any more.");
      case ControlOutcome.Refused(var status, var _) ->
          throw new ProblemException(
              ProblemCode.CONFLICT, "The task that drives it again is " + status.word() + ".");
      case ControlOutcome.Unknown() -> throw ProblemException.notFound("task", taskId);
    };
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
