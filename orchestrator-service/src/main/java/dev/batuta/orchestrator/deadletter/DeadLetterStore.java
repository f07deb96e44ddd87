package dev.batuta.orchestrator.deadletter;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Keeps refused records for 30 days. */
@Component
public class DeadLetterStore {
  private static final Duration KEPT = Duration.ofDays(30);

  private final MongoTemplate mongo;

  DeadLetterStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(Kept.class);
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC).on("refused_at", Sort.Direction.DESC));
    indexes.createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
  }

  /** Keeps one; the same one twice is kept once. */
  public void keep(DeadLetter letter) {
    String place = letter.topic() + ":" + letter.partition() + ":" + letter.offset();
    try {
      mongo.insert(
          new Kept(
              place,
              letter.tenantId(),
              ContractJson.mapper().valueToTree(letter),
              letter.timestamp(),
              letter.timestamp().plus(KEPT)));
    } catch (DuplicateKeyException _) {
      // The listener was given the record twice; it is kept already.
      return;
    }
  }

  /** A tenant's newest ones. */
  List<DeadLetter> list(TenantId tenant, int limit) {
    return mongo
        .find(
            query(where("tenantId").is(tenant))
                .with(Sort.by(Sort.Direction.DESC, "refusedAt"))
                .limit(limit),
            Kept.class)
        .stream()
        .map(kept -> ContractJson.mapper().treeToValue(kept.letter(), DeadLetter.class))
        .toList();
  }

  /** The letter is kept as JSON: a sender's header names may not be names of document fields. */
  @Document("dead_letters")
  private record Kept(
      @Id String id, TenantId tenantId, JsonNode letter, Instant refusedAt, Instant expiresAt) {}
}
