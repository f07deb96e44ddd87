package dev.batuta.orchestrator.mailbox;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

/** Keeps mailboxes. */
@Component
class MailboxStore {
  private final MongoTemplate mongo;

  MailboxStore(MongoTemplate mongo) {
    this.mongo = mongo;
    // Not led by the tenant: the monitor's look at what is due is the one cross-tenant read.
    mongo
        .indexOps(Mailbox.class)
        .createIndex(new Index("next_check_at", Sort.Direction.ASC).sparse());
  }

  Optional<Mailbox> find(TenantId tenant, SessionId session) {
    return Optional.ofNullable(
        mongo.findOne(
            query(where("_id").is(Mailbox.id(tenant, session)).and("tenantId").is(tenant)),
            Mailbox.class));
  }

  /**
   * Stores a change.
   *
   * @throws org.springframework.dao.OptimisticLockingFailureException if it changed since it was
   *     read
   * @throws org.springframework.dao.DuplicateKeyException if somebody made it since
   */
  void save(Mailbox mailbox) {
    var _ = mongo.save(mailbox);
  }

  /** Mailboxes of all tenants that the monitor must look at, the most overdue first. */
  List<Mailbox> due(Instant now, int limit) {
    return mongo.find(
        query(where("nextCheckAt").lte(now))
            .with(Sort.by(Sort.Direction.ASC, "nextCheckAt"))
            .limit(limit),
        Mailbox.class);
  }
}
