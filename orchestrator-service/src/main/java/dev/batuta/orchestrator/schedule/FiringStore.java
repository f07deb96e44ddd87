package dev.batuta.orchestrator.schedule;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Keeps firings: those that wait, and the history. */
@Component
class FiringStore implements FairDue.Source<Firing> {
  private final MongoTemplate mongo;

  FiringStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(Firing.class);
    // Not led by the tenant: the monitor's look at what is due is the one cross-tenant read.
    indexes.createIndex(new Index("due_at", Sort.Direction.ASC).sparse());
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC).on("due_at", Sort.Direction.ASC));
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC)
            .on("schedule_id", Sort.Direction.ASC)
            .on("planned_at", Sort.Direction.DESC));
    indexes.createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
  }

  /** Stores a new one; false if there is one of that id already. */
  boolean insert(Firing firing) {
    try {
      var _ = mongo.insert(firing);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  Optional<Firing> find(TenantId tenant, String id) {
    return Optional.ofNullable(mongo.findOne(query(one(tenant, id)), Firing.class));
  }

  /**
   * Takes a firing that is due.
   *
   * @param seen as it was read
   * @return empty if somebody else was quicker
   */
  Optional<Firing> claim(Firing seen, String owner, Instant until) {
    return Optional.ofNullable(
        mongo.findAndModify(
            query(pending(seen).and("dueAt").is(seen.dueAt())),
            new Update().set("owner", owner).set("dueAt", until),
            FindAndModifyOptions.options().returnNew(true),
            Firing.class));
  }

  /** Puts a firing that waits off. */
  void postpone(Firing firing, Instant at) {
    var _ = mongo.updateFirst(query(pending(firing)), new Update().set("dueAt", at), Firing.class);
  }

  /** Stores that an attempt failed; false if it ended or was taken over meanwhile. */
  boolean retry(Firing firing) {
    return mongo
            .updateFirst(
                query(pending(firing).and("owner").is(firing.owner())),
                new Update()
                    .set("attempt", firing.attempt())
                    .set("error", firing.error())
                    .set("dueAt", firing.dueAt()),
                Firing.class)
            .getModifiedCount()
        > 0;
  }

  /** Stores the end; false if it had ended before. */
  boolean end(Firing firing) {
    Update update =
        new Update()
            .set("status", firing.status())
            .set("attempt", firing.attempt())
            .set("endedAt", firing.endedAt())
            .set("expiresAt", firing.expiresAt())
            .unset("dueAt")
            .unset("event");
    update = firing.startedId() == null ? update : update.set("startedId", firing.startedId());
    update = firing.error() == null ? update.unset("error") : update.set("error", firing.error());
    return mongo.updateFirst(query(pending(firing)), update, Firing.class).getModifiedCount() > 0;
  }

  /** The firings of a schedule, newest first. */
  List<Firing> history(TenantId tenant, UUID schedule, int limit) {
    return mongo.find(
        query(where("tenantId").is(tenant).and("scheduleId").is(schedule.toString()))
            .with(Sort.by(Sort.Direction.DESC, "plannedAt"))
            .limit(limit),
        Firing.class);
  }

  /** Firings of all tenants that the monitor must look at, the most overdue first. */
  @Override
  public List<Firing> due(Instant now, int limit) {
    return due(where("dueAt").lte(now), limit);
  }

  @Override
  public List<Firing> due(TenantId tenant, Instant now, int limit) {
    return due(where("tenantId").is(tenant).and("dueAt").lte(now), limit);
  }

  private List<Firing> due(Criteria criteria, int limit) {
    return mongo.find(
        query(criteria).with(Sort.by(Sort.Direction.ASC, "dueAt")).limit(limit), Firing.class);
  }

  private static Criteria pending(Firing firing) {
    return one(firing.tenantId(), firing.id()).and("status").is(FiringStatus.PENDING.name());
  }

  private static Criteria one(TenantId tenant, String id) {
    return where("_id").is(id).and("tenantId").is(tenant);
  }
}
