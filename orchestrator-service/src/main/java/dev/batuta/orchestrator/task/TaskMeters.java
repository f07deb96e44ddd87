package dev.batuta.orchestrator.task;

import dev.batuta.contracts.message.TaskStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Counts tasks for the operators. */
@Component
class TaskMeters {
  private final MeterRegistry registry;

  TaskMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void submitted() {
    registry.counter("batuta.tasks.submitted").increment();
  }

  void commanded(String command, boolean done) {
    registry
        .counter("batuta.tasks.commands", "command", command, "outcome", done ? "done" : "refused")
        .increment();
  }

  void moved(Task before, Task after) {
    TaskStatus status = after.state().status();
    if (status == TaskStatus.WAITING_RETRY && before.state().status() != status) {
      registry.counter("batuta.tasks.retried").increment();
    }
    if (status.terminal() && !before.state().status().terminal()) {
      registry
          .timer(
              "batuta.tasks.ended",
              "status",
              status.word(),
              "agent",
              after.route().agentId().value())
          .record(Duration.between(after.spec().createdAt(), after.state().updatedAt()));
      Long processingMs = after.state().processingMs();
      if (processingMs != null) {
        registry
            .timer("batuta.tasks.processing", "agent", after.route().agentId().value())
            .record(Duration.ofMillis(processingMs));
      }
    }
  }
}
