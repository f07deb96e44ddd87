package dev.batuta.orchestrator.workflow;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Keeps workflow runs and the older part of their histories. */
@Component
class RunStore {
  private static final List<String> OPEN =
      List.of(RunStatus.RUNNING.name(), RunStatus.PAUSED.name(), RunStatus.COMPENSATING.name());

  /** How many entries of its history a run carries; the older ones are put aside. */
  private static final int CARRIED = 120;

  private final MongoTemplate mongo;

  /**
   * A stretch of a run's history.
   *
   * @param id the run and the number of the first entry
   * @param tenantId whose
   * @param runId of which run
   * @param first number of the first entry
   * @param events the entries
   * @param expiresAt when it may be forgotten
   */
  @Document("workflow_history")
  record Chapter(
      @Id String id,
      TenantId tenantId,
      RunId runId,
      int first,
      List<RunEvent> events,
      Instant expiresAt) {}

  RunStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(WorkflowRun.class);
    // Not led by the tenant: the monitor's look at what is due is the one cross-tenant read.
    indexes.createIndex(new Index("next_check_at", Sort.Direction.ASC).sparse());
    indexes.createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC)
            .on("status", Sort.Direction.ASC)
            .on("_id", Sort.Direction.DESC));
    indexes.createIndex(new Index("tenant_id", Sort.Direction.ASC).on("_id", Sort.Direction.DESC));
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC).on("waiting_for", Sort.Direction.ASC));
    var history = mongo.indexOps(Chapter.class);
    history.createIndex(
        new Index("tenant_id", Sort.Direction.ASC)
            .on("run_id", Sort.Direction.ASC)
            .on("first", Sort.Direction.ASC));
    history.createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
  }

  /** Stores a new run; empty if there is one of that id already. */
  Optional<WorkflowRun> insert(WorkflowRun run) {
    try {
      return Optional.of(mongo.insert(lighter(run)));
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
    return mongo.save(lighter(run));
  }

  Optional<WorkflowRun> find(TenantId tenant, RunId id) {
    return Optional.ofNullable(
        mongo.findOne(query(where("_id").is(id).and("tenantId").is(tenant)), WorkflowRun.class));
  }

  /** Runs of a tenant, the newest id first, those before {@code before} (exclusive). */
  List<WorkflowRun> list(
      TenantId tenant,
      @Nullable String workflow,
      @Nullable RunStatus status,
      @Nullable RunId before,
      int limit) {
    Criteria criteria = where("tenantId").is(tenant);
    if (status != null) {
      criteria = criteria.and("status").is(status.name());
    }
    if (workflow != null) {
      criteria = criteria.and("definition.name").is(workflow);
    }
    if (before != null) {
      // As text: within an operator Spring Data does not apply the converter of the id's type.
      criteria = criteria.and("_id").lt(before.toString());
    }
    return mongo.find(
        query(criteria).with(Sort.by(Sort.Direction.DESC, "_id")).limit(limit), WorkflowRun.class);
  }

  /** Runs of a tenant that have not ended. */
  long countOpen(TenantId tenant) {
    return mongo.count(
        query(where("tenantId").is(tenant).and("status").in(OPEN)), WorkflowRun.class);
  }

  /** Runs of a tenant with a step that waits for an event of that type. */
  List<WorkflowRun> waitingFor(TenantId tenant, String eventType, int limit) {
    return mongo.find(
        query(where("tenantId").is(tenant).and("waitingFor").is(eventType)).limit(limit),
        WorkflowRun.class);
  }

  /**
   * Runs of all tenants that the monitor must look at, the most overdue first.
   *
   * @param without tenants whose runs are left out
   */
  List<WorkflowRun> due(Instant now, int limit, Collection<TenantId> without) {
    Criteria due = where("nextCheckAt").lte(now);
    if (!without.isEmpty()) {
      due = due.and("tenantId").nin(without.stream().map(TenantId::value).toList());
    }
    return mongo.find(
        query(due).with(Sort.by(Sort.Direction.ASC, "nextCheckAt")).limit(limit),
        WorkflowRun.class);
  }

  /** A run's whole history, oldest first. */
  List<RunEvent> history(WorkflowRun run) {
    List<RunEvent> all = new ArrayList<>();
    int carriedFrom = run.events().isEmpty() ? Integer.MAX_VALUE : run.events().getFirst().seq();
    mongo
        .find(
            query(where("tenantId").is(run.tenantId()).and("runId").is(run.id()))
                .with(Sort.by(Sort.Direction.ASC, "first")),
            Chapter.class)
        .forEach(chapter -> {
          // A chapter may have been put aside by a change that was not stored in the end.
          int known = all.isEmpty() ? 0 : all.getLast().seq();
          chapter.events().stream()
              .filter(event -> event.seq() > known && event.seq() < carriedFrom)
              .forEach(all::add);
        });
    all.addAll(run.events());
    return all;
  }

  /**
   * The run with less history, if it carries much. The older part is stored first: if the run is
   * then not stored, the same part is put aside again, under the same id.
   */
  private WorkflowRun lighter(WorkflowRun run) {
    List<RunEvent> events = run.events();
    if (events.size() <= CARRIED) {
      return run;
    }
    int aside = events.size() - CARRIED / 2;
    int first = events.getFirst().seq();
    mongo.save(
        new Chapter(
            run.id() + ":" + first,
            run.tenantId(),
            run.id(),
            first,
            List.copyOf(events.subList(0, aside)),
            run.deadline().plus(Duration.ofDays(30))));
    return run.carrying(events.subList(aside, events.size()));
  }
}
