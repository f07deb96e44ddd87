package dev.batuta.orchestrator.workflow;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

/** Keeps workflow runs. */
@Component
class RunStore {
  private final MongoTemplate mongo;

  RunStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(WorkflowRun.class);
    // Not led by the tenant: the monitor's look at what is due is the one cross-tenant read.
    indexes.createIndex(new Index("next_check_at", Sort.Direction.ASC).sparse());
    indexes.createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
  }

  /** Stores a new run; empty if there is one of that id already. */
  Optional<WorkflowRun> insert(WorkflowRun run) {
    try {
      return Optional.of(mongo.insert(run));
    } catch (DuplicateKeyException _) {
      return Optional.empty();
    }
  }

  /**
   * Stores a change.
   *
   * @throws org.springframework.dao.OptimisticLockingFailureException if it changed since it was
   *     read
   */
  WorkflowRun save(WorkflowRun run) {
    return mongo.save(run);
  }

  Optional<WorkflowRun> find(TenantId tenant, RunId id) {
    return Optional.ofNullable(
        mongo.findOne(query(where("_id").is(id).and("tenantId").is(tenant)), WorkflowRun.class));
  }

  /** Runs of all tenants that the monitor must look at, the most overdue first. */
  List<WorkflowRun> due(Instant now, int limit) {
    return mongo.find(
        query(where("nextCheckAt").lte(now))
            .with(Sort.by(Sort.Direction.ASC, "nextCheckAt"))
            .limit(limit),
        WorkflowRun.class);
  }
}
