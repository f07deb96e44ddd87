package dev.batuta.orchestrator.backlog;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.Priority;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Looks at the tasks of all tenants, by agent: how far an agent is behind is the platform's affair
 * and no tenant's. Reads stored fields, only those it needs.
 */
@Component
class BacklogStore {
  private static final String TASKS = "tasks";

  private final MongoTemplate mongo;

  BacklogStore(MongoTemplate mongo) {
    this.mongo = mongo;
    mongo
        .indexOps(TASKS)
        .createIndex(
            new Index("route.agent_id", Sort.Direction.ASC)
                .on("spec.priority", Sort.Direction.ASC)
                .on("state.status", Sort.Direction.ASC)
                .on("spec.created_at", Sort.Direction.ASC));
  }

  /** When the oldest task of a lane that no agent has begun was submitted; empty if none waits. */
  Optional<Instant> oldestWaiting(AgentId agent, Priority lane) {
    return List.of(TaskStatus.PENDING, TaskStatus.QUEUED).stream()
        .flatMap(status -> oldest(agent, lane, status).stream())
        .min(Instant::compareTo);
  }

  private Optional<Instant> oldest(AgentId agent, Priority lane, TaskStatus status) {
    Query oldest =
        query(
                where("route.agent_id")
                    .is(agent.value())
                    .and("spec.priority")
                    .is(lane.name())
                    .and("state.status")
                    .is(status.name()))
            .with(Sort.by(Sort.Direction.ASC, "spec.created_at"))
            .limit(1);
    oldest.fields().include("spec.created_at");
    return Optional.ofNullable(mongo.findOne(oldest, Document.class, TASKS))
        .map(task -> task.getEmbedded(List.of("spec", "created_at"), Date.class))
        .map(Date::toInstant);
  }
}
