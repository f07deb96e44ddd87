package dev.batuta.conversation.history;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Keeps messages. */
@Component
public class MessageStore {
  private final MongoTemplate mongo;

  MessageStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(Message.class);
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC)
            .on("session_id", Sort.Direction.ASC)
            .on("created_at", Sort.Direction.ASC));
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC).on("provider_id", Sort.Direction.ASC).sparse());
    // Not led by the tenant: the monitor's look at what is due is the one cross-tenant read.
    indexes.createIndex(new Index("forward_after", Sort.Direction.ASC).sparse());
  }

  /** Stores a message; false if there is one of that id already, which stays as it is. */
  public boolean insert(Message message) {
    try {
      var _ = mongo.insert(message);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  /** The orchestrator has an inbound message. */
  public void forwarded(TenantId tenant, String messageId) {
    var _ =
        mongo.updateFirst(
            query(where("_id").is(Message.id(tenant, messageId)).and("tenantId").is(tenant)),
            Update.update("status", MessageStatus.FORWARDED.name()).unset("forwardAfter"),
            Message.class);
  }

  /** What became of sending an outbound message. */
  public void sent(TenantId tenant, String messageId, MessageStatus status, String providerId) {
    Update update = Update.update("status", status.name());
    if (!providerId.isEmpty()) {
      update.set("providerId", providerId);
    }
    var _ =
        mongo.updateFirst(
            query(
                where("_id")
                    .is(Message.id(tenant, messageId))
                    .and("tenantId")
                    .is(tenant)
                    .and("status")
                    .in(before(status))),
            update,
            Message.class);
  }

  /**
   * The channel reports on an outbound message; reports out of order change nothing.
   *
   * @param messageId ours, when the channel reports that too: so a message is known whose sending
   *     had an unknown end
   */
  public void reported(
      TenantId tenant, String providerId, @Nullable String messageId, MessageStatus status) {
    Criteria which =
        messageId == null
            ? where("providerId").is(providerId)
            : where("_id").is(Message.id(tenant, messageId));
    var _ =
        mongo.updateFirst(
            query(
                which
                    .and("tenantId")
                    .is(tenant)
                    .and("direction")
                    .is(Message.Direction.OUT.name())
                    .and("status")
                    .in(before(status))),
            Update.update("status", status.name()).set("providerId", providerId),
            Message.class);
  }

  /** How far a message is; empty if there is none of that id. */
  public Optional<MessageStatus> status(TenantId tenant, String messageId) {
    return Optional.ofNullable(
            mongo.findOne(
                query(where("_id").is(Message.id(tenant, messageId)).and("tenantId").is(tenant)),
                Message.class))
        .map(Message::status);
  }

  /** The tenant's own address that the customer of a conversation wrote to last. */
  public Optional<String> connection(TenantId tenant, SessionId session) {
    return last(ofCustomer(tenant, session).and("connection").exists(true))
        .map(Message::connection);
  }

  /** What the customer of a conversation wrote last; empty if nothing. */
  public Optional<Message> lastOfCustomer(TenantId tenant, SessionId session) {
    return last(ofCustomer(tenant, session));
  }

  private static Criteria ofCustomer(TenantId tenant, SessionId session) {
    return where("tenantId")
        .is(tenant)
        .and("sessionId")
        .is(session)
        .and("direction")
        .is(Message.Direction.IN.name());
  }

  private Optional<Message> last(Criteria which) {
    return Optional.ofNullable(
        mongo.findOne(query(which).with(Sort.by(Sort.Direction.DESC, "createdAt")), Message.class));
  }

  /**
   * Puts off the next hand-over of an inbound message.
   *
   * @return false if it was handed over or put off since it was read
   */
  public boolean putOff(Message message, Instant until) {
    return mongo
            .updateFirst(
                query(
                    where("_id")
                        .is(message.id())
                        .and("tenantId")
                        .is(message.tenantId())
                        .and("forwardAfter")
                        .is(message.forwardAfter())),
                Update.update("forwardAfter", until),
                Message.class)
            .getModifiedCount()
        > 0;
  }

  /** A conversation's newest messages, oldest first. */
  public List<Message> ofSession(TenantId tenant, SessionId session, int limit) {
    return mongo
        .find(
            query(where("tenantId").is(tenant).and("sessionId").is(session))
                .with(Sort.by(Sort.Direction.DESC, "createdAt"))
                .limit(limit),
            Message.class)
        .reversed();
  }

  /** Inbound messages of all tenants that the orchestrator should have by now. */
  public List<Message> toForward(Instant now, int limit) {
    return mongo.find(
        query(where("forwardAfter").lte(now))
            .with(Sort.by(Sort.Direction.ASC, "forwardAfter"))
            .limit(limit),
        Message.class);
  }

  /** What a status may follow; what has arrived on the device did not fail. */
  private static List<String> before(MessageStatus status) {
    MessageStatus end = status == MessageStatus.FAILED ? MessageStatus.DELIVERED : status;
    return Arrays.stream(MessageStatus.values())
        .filter(each -> each.compareTo(end) < 0)
        .map(Enum::name)
        .toList();
  }
}
