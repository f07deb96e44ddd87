package dev.batuta.orchestrator.task;

import static dev.batuta.orchestrator.task.SampleTasks.LIFECYCLE;
import static dev.batuta.orchestrator.task.SampleTasks.NOON;
import static dev.batuta.orchestrator.task.SampleTasks.completed;
import static dev.batuta.orchestrator.task.SampleTasks.json;
import static dev.batuta.orchestrator.task.SampleTasks.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.store.MongoFixture;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithInfrastructure
final class TaskBacklogStoreIT {
  private static final AgentId AGENT = new AgentId("quote_agent");

  private final MongoFixture mongo;
  private final TaskStore tasks;
  private final TaskBacklogStore backlogs;

  TaskBacklogStoreIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "backlog-" + UUID.randomUUID());
    tasks = new TaskStore(mongo.template());
    backlogs = new TaskBacklogStore(mongo.template());
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void what_waits_for_an_agent_is_counted_over_all_tenants_and_by_lane() {
    Task first = insert("acme", 1);
    Task second = insert("other-tenant", 2);
    Task ended = insert("acme", 3);
    tasks.save(changed(LIFECYCLE.acknowledged(second, 1, NOON)));
    tasks.save(changed(LIFECYCLE.resulted(ended, completed(ended, 1, "{}"), NOON)));

    TaskBacklog backlog = backlogs.backlog(AGENT, null);

    assertThat(backlog.total()).isEqualTo(2);
    assertThat(backlog.waiting())
        .containsEntry(Priority.HIGH, 2L)
        .containsEntry(Priority.NORMAL, 0L)
        .containsEntry(Priority.LOW, 0L);
    assertThat(backlog.oldestSubmittedAt()).isEqualTo(first.spec().createdAt());
  }

  @Test
  void deployments_and_agents_are_told_apart() {
    insert("acme", 1);

    assertThat(backlogs.backlog(AGENT, "quote").total()).isOne();
    assertThat(backlogs.backlog(AGENT, "quote-canary").total()).isZero();
    assertThat(backlogs.backlog(new AgentId("other_agent"), null).total()).isZero();
    assertThat(backlogs.backlog(new AgentId("other_agent"), null).oldestSubmittedAt()).isNull();
  }

  private Task insert(String tenant, int number) {
    return tasks
        .insert(submitted(new TenantId(tenant), new TaskId(new UUID(1, number)), 3, json("{}")))
        .orElseThrow();
  }

  private static Task changed(TaskDecision decision) {
    assertThat(decision).isInstanceOf(TaskDecision.Changed.class);
    return ((TaskDecision.Changed) decision).task();
  }
}
