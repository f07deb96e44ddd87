package dev.batuta.orchestrator.task;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.ProgressMessage;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Invented tasks and messages about them. */
final class SampleTasks {
  static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");
  static final Duration TIMEOUT = Duration.ofSeconds(30);
  static final TaskProperties POLICY =
      new TaskProperties(
          3,
          TIMEOUT,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofMillis(500),
          Duration.ofDays(7));
  static final TaskLifecycle LIFECYCLE = new TaskLifecycle(POLICY);
  static final TaskControl CONTROL = new TaskControl(LIFECYCLE);
  static final TenantId ACME = new TenantId("acme");
  static final InstanceId INSTANCE = new InstanceId("quote-1");
  private static final AgentId AGENT = new AgentId("quote_agent");

  private SampleTasks() {}

  /** A task that was submitted at noon. */
  static Task submitted(int maxAttempts) {
    return submitted(ACME, new TaskId(new UUID(0, 1)), maxAttempts, json("{}"));
  }

  /** One with a pause of its own before the second attempt. */
  static Task submitted(int maxAttempts, Duration backoff) {
    return submitted(ACME, new TaskId(new UUID(0, 1)), maxAttempts, json("{}"), backoff);
  }

  static Task submitted(TenantId tenant, TaskId id, int maxAttempts, JsonNode payload) {
    return submitted(tenant, id, maxAttempts, payload, null);
  }

  private static Task submitted(
      TenantId tenant, TaskId id, int maxAttempts, JsonNode payload, @Nullable Duration backoff) {
    TaskSpec spec =
        new TaskSpec(
            "price",
            List.of(new Capability("price_products")),
            Priority.HIGH,
            payload,
            null,
            maxAttempts,
            TIMEOUT,
            backoff,
            id.toString(),
            null,
            null,
            null,
            null,
            NOON);
    return LIFECYCLE
        .submitted(id, tenant, spec, new TaskRoute(AGENT, "quote", "the only one"), NOON)
        .task();
  }

  static ResultMessage completed(Task task, int attempt, String result) {
    return result(task, attempt, TaskStatus.COMPLETED, json(result), null);
  }

  static ResultMessage failed(Task task, int attempt, boolean retryable) {
    return result(
        task,
        attempt,
        TaskStatus.FAILED,
        null,
        new TaskError("no_price", "the price list is empty", retryable));
  }

  static ProgressMessage progress(Task task, int attempt, int percent) {
    return new ProgressMessage(
        task.id(),
        task.tenantId(),
        attempt,
        AGENT,
        INSTANCE,
        "pricing",
        percent,
        null,
        List.of(),
        NOON);
  }

  /** Progress with an intermediate result. */
  static ProgressMessage showing(Task task, String result, String tool) {
    return new ProgressMessage(
        task.id(),
        task.tenantId(),
        task.state().attempt(),
        AGENT,
        INSTANCE,
        "pricing",
        50,
        json(result),
        List.of(tool),
        NOON);
  }

  static JsonNode json(String text) {
    return ContractJson.mapper().readTree(text.replace('\'', '"'));
  }

  private static ResultMessage result(
      Task task,
      int attempt,
      TaskStatus status,
      @Nullable JsonNode value,
      @Nullable TaskError error) {
    return new ResultMessage(
        task.id(), task.tenantId(), attempt, status, value, error, AGENT, INSTANCE, 120, NOON);
  }
}
