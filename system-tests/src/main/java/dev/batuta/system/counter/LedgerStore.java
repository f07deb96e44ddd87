package dev.batuta.system.counter;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;

/**
 * The outside world of the counter agent: a list that is only added to. One of its doors takes the
 * task's id as a key and refuses a second entry; the other takes anything, so that a second entry
 * of a task would be seen.
 */
@Component
final class LedgerStore {
  private static final Logger log = LoggerFactory.getLogger(LedgerStore.class);

  private final MongoTemplate mongo;
  private final InstantSource clock;

  LedgerStore(MongoTemplate mongo, InstantSource clock) {
    this.mongo = mongo;
    this.clock = clock;
    mongo.indexOps(Entry.class).createIndex(new Index("task", Sort.Direction.ASC));
    mongo.indexOps(Entry.class).createIndex(new Index("tenant_id", Sort.Direction.ASC));
  }

  /** Adds an entry; its id. */
  String add(TenantId tenant, TaskId task, String label, String process) {
    String id = UUID.randomUUID().toString();
    var _ = mongo.insert(new Entry(id, tenant, task.toString(), label, process, clock.instant()));
    return id;
  }

  /** Adds the entry of a task unless it is there: the key of the entry is the task's id. */
  String addByKey(TenantId tenant, TaskId task, String label, String process) {
    String id = "task:" + task;
    try {
      var _ = mongo.insert(new Entry(id, tenant, task.toString(), label, process, clock.instant()));
    } catch (DuplicateKeyException _) {
      log.atDebug().addKeyValue("task", task).log("counted before");
    }
    return id;
  }

  /** Whether there is an entry of a task. */
  boolean has(TenantId tenant, TaskId task) {
    return mongo.exists(
        query(where("task").is(task.toString()).and("tenantId").is(tenant)), Entry.class);
  }

  @Document("counter_ledger")
  private record Entry(
      @Id String id, TenantId tenantId, String task, String label, String process, Instant at) {}
}
