package dev.batuta.agent.task;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.message.TaskStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/** What is counted of an agent's work; also the source of its heartbeat's figures. */
final class AgentMeters {
  private final MeterRegistry registry;
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final DoubleAdder millis = new DoubleAdder();

  AgentMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void finished(Capability capability, TaskStatus status, long tookMillis) {
    (status == TaskStatus.COMPLETED ? completed : failed).incrementAndGet();
    millis.add((double) tookMillis);
    registry
        .timer("batuta.agent.tasks", "capability", capability.value(), "outcome", status.word())
        .record(Duration.ofMillis(tookMillis));
  }

  void expired() {
    registry.counter("batuta.agent.tasks.expired").increment();
  }

  void cancelled() {
    registry.counter("batuta.agent.tasks.cancelled").increment();
  }

  long completed() {
    return completed.get();
  }

  long failed() {
    return failed.get();
  }

  double averageMillis() {
    long finished = completed.get() + failed.get();
    return finished == 0 ? 0 : millis.sum() / finished;
  }
}
