package dev.batuta.orchestrator.task;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.Priority;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * Counts what waits for an agent. It looks over all tenants, because an agent serves them all; what
 * it tells names none of them.
 */
@Component
public class TaskBacklogStore {
  private static final List<String> WAITING =
      List.of(TaskStatus.PENDING.name(), TaskStatus.QUEUED.name());

  private final MongoTemplate mongo;

  TaskBacklogStore(MongoTemplate mongo) {
    this.mongo = mongo;
    mongo
        .indexOps(Task.class)
        .createIndex(
            new Index("route.agent_id", Sort.Direction.ASC)
                .on("state.status", Sort.Direction.ASC)
                .on("spec.priority", Sort.Direction.ASC)
                .on("spec.created_at", Sort.Direction.ASC));
  }

  /**
   * What waits for an agent now, over all tenants.
   *
   * @param service the one deployment that is meant; null for all
   */
  public TaskBacklog backlog(AgentId agent, @Nullable String service) {
    Map<Priority, Long> waiting = new EnumMap<>(Priority.class);
    Instant oldest = null;
    for (Priority priority : Priority.values()) {
      long count = 0;
      for (String status : WAITING) {
        Criteria lane = lane(agent, service, status, priority);
        long waits = mongo.count(query(lane), Task.class);
        Instant first = waits == 0 ? null : oldest(lane);
        oldest = oldest == null || (first != null && first.isBefore(oldest)) ? first : oldest;
        count += waits;
      }
      waiting.put(priority, count);
    }
    return new TaskBacklog(waiting, oldest);
  }

  private @Nullable Instant oldest(Criteria lane) {
    Task task =
        mongo.findOne(
            query(lane).with(Sort.by(Sort.Direction.ASC, "spec.createdAt")).limit(1), Task.class);
    return task == null ? null : task.spec().createdAt();
  }

  private static Criteria lane(
      AgentId agent, @Nullable String service, String status, Priority priority) {
    Criteria lane =
        where("route.agentId")
            .is(agent)
            .and("state.status")
            .is(status)
            .and("spec.priority")
            .is(priority.name());
    return service == null ? lane : lane.and("route.service").is(service);
  }
}
