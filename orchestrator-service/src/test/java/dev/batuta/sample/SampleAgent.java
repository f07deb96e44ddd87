package dev.batuta.sample;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.Progress;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TaskId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A real agent with invented work: it counts what it did, and works for as long as it is told. */
@SpringBootApplication
public class SampleAgent {
  /** Tasks whose handler was called, in order. */
  public final Queue<TaskId> begun = new ConcurrentLinkedQueue<>();

  /** Tasks whose handler heard that nobody waits. */
  public final Queue<TaskId> stopped = new ConcurrentLinkedQueue<>();

  /** Lets handlers of {@code hold} end. */
  public final Semaphore gate = new Semaphore(0);

  @Bean
  TaskHandler count() {
    return handler(
        "count",
        task -> {
          begun.add(task.id());
          return TaskOutcome.completed("counted");
        });
  }

  @Bean
  TaskHandler echo() {
    return handler("echo", task -> TaskOutcome.completed(task.payload()));
  }

  @Bean
  TaskHandler refuse() {
    return handler("refuse", _ -> TaskOutcome.refused("refused", "invented"));
  }

  @Bean
  TaskHandler show() {
    return handler(
        "show",
        task -> {
          task.progress(Progress.of("look", 20).showing("a first thing").using("search"));
          task.progress("write", 80);
          return workUntilAllowed(task);
        });
  }

  @Bean
  TaskHandler hold() {
    return handler(
        "hold",
        task -> {
          begun.add(task.id());
          return workUntilAllowed(task);
        });
  }

  private TaskOutcome workUntilAllowed(AgentTask task) {
    CountDownLatch told = new CountDownLatch(1);
    task.onCancel(told::countDown);
    try {
      while (!told.await(20, TimeUnit.MILLISECONDS)) {
        if (gate.tryAcquire()) {
          return TaskOutcome.completed("held");
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    stopped.add(task.id());
    task.throwIfCancelled();
    return TaskOutcome.retryable("stopped", "stopped");
  }

  private static TaskHandler handler(String capability, Function<AgentTask, TaskOutcome> work) {
    return new TaskHandler() {
      @Override
      public Capability capability() {
        return new Capability(capability);
      }

      @Override
      public TaskOutcome handle(AgentTask task) {
        return work.apply(task);
      }
    };
  }
}
