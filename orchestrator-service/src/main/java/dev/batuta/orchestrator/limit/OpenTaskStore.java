package dev.batuta.orchestrator.limit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskStatus;
import java.util.Arrays;
import java.util.List;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts tasks that have not ended. Reads the stored fields and not the task's record, because
 * tasks ask for their limits: the dependency goes the other way. Uses the index of {@code tasks} by
 * tenant and state.
 */
@Component
class OpenTaskStore {
  private static final List<String> OPEN =
      Arrays.stream(TaskStatus.values()).filter(s -> !s.terminal()).map(Enum::name).toList();

  private final MongoTemplate mongo;

  OpenTaskStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /** Open tasks of a tenant, counted up to {@code most}. */
  int count(TenantId tenant, int most) {
    long open =
        mongo.count(
            query(where("tenant_id").is(tenant.value()).and("state.status").in(OPEN)).limit(most),
            "tasks");
    return Math.toIntExact(open);
  }
}
