package dev.batuta.orchestrator.task;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Keeps tasks. */
@Component
class TaskStore {
  private static final List<String> OPEN =
      List.of(
          TaskStatus.PENDING.name(),
          TaskStatus.QUEUED.name(),
          TaskStatus.PROCESSING.name(),
          TaskStatus.WAITING_RETRY.name(),
          TaskStatus.PAUSED.name());

  private static final String COLLECTION = "tasks";

  private final MongoTemplate mongo;

  TaskStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(Task.class);
    // Not led by the tenant: the monitor's look at what is due is the one cross-tenant read.
    indexes.createIndex(new Index("state.next_check_at", Sort.Direction.ASC).sparse());
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC)
            .on("state.status", Sort.Direction.ASC)
            .on("spec.created_at", Sort.Direction.DESC));
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC).on("state.updated_at", Sort.Direction.ASC));
    indexes.createIndex(new Index("tenant_id", Sort.Direction.ASC).on("_id", Sort.Direction.DESC));
    indexes.createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
  }

  /** Stores a new task; empty if there is one of that id already. */
  Optional<Task> insert(Task task) {
    try {
      return Optional.of(mongo.insert(task));
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
  Task save(Task task) {
    return mongo.save(task);
  }

  /** Stores changes of those tasks that have not changed since they were read, in one call. */
  void saveUnchanged(List<Task> tasks) {
    BulkOperations changes = mongo.bulkOps(BulkOperations.BulkMode.UNORDERED, Task.class);
    for (Task task : tasks) {
      changes.updateOne(
          query(
              where("_id")
                  .is(task.id())
                  .and("tenantId")
                  .is(task.tenantId())
                  .and("version")
                  .is(task.version())),
          new Update().set("state", task.state()).set("events", task.events()).inc("version", 1));
    }
    var _ = changes.execute();
  }

  Optional<Task> find(TenantId tenant, TaskId id) {
    return Optional.ofNullable(
        mongo.findOne(query(where("_id").is(id).and("tenantId").is(tenant)), Task.class));
  }

  /** Tasks of a tenant, newest first, those before {@code before} (exclusive). */
  List<Task> list(
      TenantId tenant, @Nullable TaskStatus status, @Nullable TaskId before, int limit) {
    Criteria criteria = where("tenantId").is(tenant);
    if (status != null) {
      criteria = criteria.and("state.status").is(status.name());
    }
    if (before != null) {
      // As text: within an operator Spring Data does not apply the converter of the id's type.
      criteria = criteria.and("_id").lt(before.toString());
    }
    return mongo.find(
        query(criteria).with(Sort.by(Sort.Direction.DESC, "_id")).limit(limit), Task.class);
  }

  long count(TenantId tenant, TaskStatus status) {
    return mongo.count(
        query(where("tenantId").is(tenant).and("state.status").is(status.name())), Task.class);
  }

  /** When the oldest task of a tenant that no agent has begun was submitted. */
  Optional<Instant> oldestWaiting(TenantId tenant) {
    Query oldest =
        query(
                where("tenantId")
                    .is(tenant)
                    .and("state.status")
                    .in(TaskStatus.PENDING.name(), TaskStatus.QUEUED.name()))
            .with(Sort.by(Sort.Direction.ASC, "spec.createdAt"))
            .limit(1);
    return Optional.ofNullable(mongo.findOne(oldest, Task.class))
        .map(task -> task.spec().createdAt());
  }

  /** Open tasks of a tenant. */
  long countOpen(TenantId tenant) {
    return mongo.count(
        query(where("tenantId").is(tenant).and("state.status").in(OPEN)), Task.class);
  }

  /**
   * Tasks of all tenants but {@code held} that the monitor must look at, the most overdue first.
   */
  List<Task> due(Instant now, int limit, Set<TenantId> held) {
    Criteria criteria = where("state.nextCheckAt").lte(now);
    if (!held.isEmpty()) {
      // As text: within an operator Spring Data does not apply the converter of the type.
      criteria = criteria.and("tenantId").nin(held.stream().map(TenantId::value).toList());
    }
    return mongo.find(
        query(criteria).with(Sort.by(Sort.Direction.ASC, "state.nextCheckAt")).limit(limit),
        Task.class);
  }

  /**
   * How often each of these was written. Without a tenant: it is asked for all watched tasks at
   * once, and tells nothing of them.
   */
  Map<TaskId, Long> versions(Collection<TaskId> ids) {
    Query some = query(where("_id").in(ids.stream().map(TaskId::toString).toList()));
    some.fields().include("_id", "version");
    Map<TaskId, Long> versions = new HashMap<>();
    for (Document found : mongo.find(some, Document.class, COLLECTION)) {
      Number version = found.get("version", Number.class);
      versions.put(
          TaskId.parse(String.valueOf(found.get("_id"))),
          version == null ? 0 : version.longValue());
    }
    return versions;
  }

  /** Ids of a tenant's tasks that changed at {@code since} or later, the oldest change first. */
  List<TaskId> changedSince(TenantId tenant, Instant since, int limit) {
    Query some =
        query(where("tenant_id").is(tenant.value()).and("state.updated_at").gte(since))
            .with(Sort.by(Sort.Direction.ASC, "state.updated_at"))
            .limit(limit);
    some.fields().include("_id");
    return mongo.find(some, Document.class, COLLECTION).stream()
        .map(found -> TaskId.parse(String.valueOf(found.get("_id"))))
        .toList();
  }
}
