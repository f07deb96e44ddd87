package dev.batuta.system.counter;

import dev.batuta.agent.once.OnceStore;
import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the counter agent can do. */
@Configuration(proxyBeanMethods = false)
class CounterConfiguration {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** A capability and how it is done. */
  private record Handler(Capability capability, Function<AgentTask, TaskOutcome> work)
      implements TaskHandler {
    @Override
    public TaskOutcome handle(AgentTask task) {
      return work.apply(task);
    }
  }

  @Bean
  Counting counting(
      OnceStore once, LedgerStore ledger, @Value("${counter.process:counter}") String process) {
    return new Counting(once, ledger, process);
  }

  /** Counts at once, with a note before it. */
  @Bean
  TaskHandler countEffect(Counting counting) {
    return new Handler(new Capability("count_effect"), counting::withNote);
  }

  /** Counts at once, by key. */
  @Bean
  TaskHandler countByKey(Counting counting) {
    return new Handler(new Capability("count_by_key"), counting::byKey);
  }

  /** Works for {@code millis}, then counts by key. */
  @Bean
  TaskHandler countSlow(Counting counting) {
    return new Handler(
        new Capability("count_slow"),
        task -> {
          work(Duration.ofMillis(task.payload().path("millis").longValue(500)));
          return counting.byKey(task);
        });
  }

  /** Fails at the first attempt, counts by key at the next. */
  @Bean
  TaskHandler failOnce(Counting counting) {
    return new Handler(
        new Capability("fail_once"),
        task ->
            task.attempt() == 1
                ? TaskOutcome.retryable("failed_on_purpose", "the first attempt fails")
                : counting.byKey(task));
  }

  /** Fails at each attempt, and counts nothing. */
  @Bean
  TaskHandler alwaysFail() {
    return new Handler(
        new Capability("always_fail"),
        _ -> TaskOutcome.retryable("failed_on_purpose", "each attempt fails"));
  }

  private static void work(Duration time) {
    Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time;
    try {
      var _ = new CountDownLatch(1).await(bounded.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped at work", interrupted);
    }
  }
}
