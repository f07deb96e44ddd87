package dev.batuta.conversation.channel;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Keeps what the sandbox would have sent. */
@Component
class SandboxStore {
  private final MongoTemplate mongo;

  SandboxStore(MongoTemplate mongo) {
    this.mongo = mongo;
    mongo
        .indexOps(SandboxMessage.class)
        .createIndex(new Index("tenant_id", Sort.Direction.ASC).on("sent_at", Sort.Direction.DESC));
  }

  /**
   * A message that a channel would have carried.
   *
   * @param id the channel's id of it
   * @param tenantId whose
   * @param channel which channel
   * @param contact to whom
   * @param type {@code text} or {@code document}
   * @param text the words, or the document's file name
   * @param documentUrl where the document is; null for a text
   * @param sentAt when
   */
  @Document("sandbox_messages")
  record SandboxMessage(
      @Id String id,
      TenantId tenantId,
      String channel,
      String contact,
      String type,
      String text,
      @Nullable String documentUrl,
      Instant sentAt) {}

  /** Keeps one; the same one twice is kept once. */
  void keep(SandboxMessage message) {
    var _ = mongo.save(message);
  }

  /** A tenant's newest ones, oldest first. */
  List<SandboxMessage> list(TenantId tenant, @Nullable String contact, int limit) {
    Criteria criteria = where("tenantId").is(tenant);
    if (contact != null) {
      criteria = criteria.and("contact").is(contact);
    }
    return mongo
        .find(
            query(criteria).with(Sort.by(Sort.Direction.DESC, "sentAt")).limit(limit),
            SandboxMessage.class)
        .reversed();
  }
}
