package dev.batuta.orchestrator.schedule;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Keeps schedules. */
@Component
class ScheduleStore implements FairDue.Source<Schedule> {
  private final MongoTemplate mongo;

  ScheduleStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(Stored.class);
    // Not led by the tenant: the monitor's look at what is due is the one cross-tenant read.
    indexes.createIndex(new Index("due_at", Sort.Direction.ASC).sparse());
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC).on("due_at", Sort.Direction.ASC));
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC)
            .on("event_type", Sort.Direction.ASC)
            .on("_id", Sort.Direction.ASC));
    indexes.createIndex(new Index("tenant_id", Sort.Direction.ASC).on("_id", Sort.Direction.DESC));
  }

  /**
   * Stores a new one or a change.
   *
   * @return empty if it changed since it was read, or was deleted
   */
  Optional<Schedule> save(Schedule schedule) {
    try {
      return Optional.of(mongo.save(Stored.of(schedule)).schedule());
    } catch (OptimisticLockingFailureException _) {
      return Optional.empty();
    }
  }

  Optional<Schedule> find(TenantId tenant, UUID id) {
    return Optional.ofNullable(mongo.findOne(query(one(tenant, id)), Stored.class))
        .map(Stored::schedule);
  }

  boolean delete(TenantId tenant, UUID id) {
    return mongo.remove(query(one(tenant, id)), Stored.class).getDeletedCount() > 0;
  }

  /** A tenant's schedules, newest first, those before {@code before} (exclusive). */
  List<Schedule> list(TenantId tenant, @Nullable UUID before, int limit) {
    Criteria criteria = where("tenantId").is(tenant);
    if (before != null) {
      criteria = criteria.and("_id").lt(before.toString());
    }
    return schedules(
        mongo.find(
            query(criteria).with(Sort.by(Sort.Direction.DESC, "_id")).limit(limit), Stored.class));
  }

  long count(TenantId tenant) {
    return mongo.count(query(where("tenantId").is(tenant)), Stored.class);
  }

  /**
   * Active schedules of a tenant on an event type, by id, those after {@code after} (exclusive).
   */
  List<Schedule> onEvent(TenantId tenant, String type, String after, int limit) {
    return schedules(
        mongo.find(
            query(
                    where("tenantId")
                        .is(tenant)
                        .and("eventType")
                        .is(type)
                        .and("_id")
                        .gt(after)
                        .and("status")
                        .is(ScheduleStatus.ACTIVE.name()))
                .with(Sort.by(Sort.Direction.ASC, "_id"))
                .limit(limit),
            Stored.class));
  }

  /** Schedules of all tenants that the monitor must look at, the most overdue first. */
  @Override
  public List<Schedule> due(Instant now, int limit) {
    return due(where("dueAt").lte(now), limit);
  }

  @Override
  public List<Schedule> due(TenantId tenant, Instant now, int limit) {
    return due(where("tenantId").is(tenant).and("dueAt").lte(now), limit);
  }

  /** Counts the end of a firing, without touching anything else. */
  void ended(Firing firing) {
    Update update = new Update().inc(firing.status().word(), 1).set("last", LastFiring.of(firing));
    error(firing, update);
  }

  /** Shows why the last attempt of a firing failed, or that it did not. */
  void attempted(Firing firing) {
    error(firing, new Update());
  }

  /** Shows what is wrong with a schedule. */
  void failed(Schedule schedule, String error) {
    var _ =
        mongo.updateFirst(
            query(one(schedule.tenantId(), schedule.id())),
            new Update().set("lastError", error),
            Stored.class);
  }

  private void error(Firing firing, Update update) {
    Update whole =
        firing.error() == null
            ? update.unset("lastError")
            : update.set("lastError", firing.error());
    var _ =
        mongo.updateFirst(
            query(one(firing.tenantId(), UUID.fromString(firing.scheduleId()))),
            whole,
            Stored.class);
  }

  private List<Schedule> due(Criteria criteria, int limit) {
    return schedules(
        mongo.find(
            query(criteria).with(Sort.by(Sort.Direction.ASC, "dueAt")).limit(limit), Stored.class));
  }

  private static List<Schedule> schedules(List<Stored> stored) {
    return stored.stream().map(Stored::schedule).toList();
  }

  private static Criteria one(TenantId tenant, UUID id) {
    return where("_id").is(id.toString()).and("tenantId").is(tenant);
  }

  /** What is wanted is kept as JSON: its alternatives need no names of classes in the database. */
  @Document("schedules")
  private record Stored(
      @Id String id,
      TenantId tenantId,
      @Nullable String eventType,
      JsonNode spec,
      ScheduleStatus status,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant next,
      @Nullable Instant dueAt,
      Schedule.@Nullable Claim claim,
      Long fired,
      Long skipped,
      Long failed,
      @Nullable LastFiring last,
      @Nullable String lastError,
      @Version @Nullable Long version) {
    static Stored of(Schedule schedule) {
      return new Stored(
          schedule.id().toString(),
          schedule.tenantId(),
          schedule.spec().trigger() instanceof Trigger.Event event ? event.type() : null,
          ContractJson.mapper().valueToTree(schedule.spec()),
          schedule.status(),
          schedule.createdAt(),
          schedule.updatedAt(),
          schedule.next(),
          schedule.dueAt(),
          schedule.claim(),
          schedule.fired(),
          schedule.skipped(),
          schedule.failed(),
          schedule.last(),
          schedule.lastError(),
          schedule.version());
    }

    Schedule schedule() {
      return new Schedule(
          UUID.fromString(id),
          tenantId,
          ContractJson.mapper().treeToValue(spec, ScheduleSpec.class),
          status,
          createdAt,
          updatedAt,
          next,
          dueAt,
          claim,
          fired,
          skipped,
          failed,
          last,
          lastError,
          version);
    }
  }
}
