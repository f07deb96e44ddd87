package dev.batuta.agent.context;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import tools.jackson.databind.JsonNode;

/** Reads and writes shared contexts. Thread-safe. */
public final class SharedContextStore {
  private static final Duration KEPT = Duration.ofDays(180);

  private final MongoTemplate mongo;
  private final InstantSource clock;

  SharedContextStore(MongoTemplate mongo, InstantSource clock) {
    this.mongo = mongo;
    this.clock = clock;
    mongo
        .indexOps(SharedContext.class)
        .createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
  }

  /** The context of a conversation; an empty one if nothing is known yet. */
  public SharedContext read(TenantId tenant, SessionId session) {
    Instant now = clock.instant();
    SharedContext known =
        mongo.findOne(
            query(where("_id").is(id(tenant, session)).and("tenantId").is(tenant)),
            SharedContext.class);
    if (known == null || !known.expiresAt().isAfter(now)) {
      return new SharedContext(
          id(tenant, session),
          tenant,
          session,
          Map.of(),
          List.of(),
          now.plus(KEPT),
          known == null ? null : known.version());
    }
    return known;
  }

  /**
   * Replaces an agent's part.
   *
   * @param context as it was read
   * @return the context as stored
   * @throws org.springframework.dao.OptimisticLockingFailureException if somebody wrote since
   * @throws org.springframework.dao.DuplicateKeyException if somebody made it since
   */
  public SharedContext write(SharedContext context, AgentId agent, JsonNode part) {
    Instant now = clock.instant();
    Map<String, JsonNode> parts = new HashMap<>(context.parts());
    JsonNode before = parts.put(agent.value(), part);
    List<SharedContext.Change> history = new ArrayList<>(context.history());
    if (before != null) {
      history.add(new SharedContext.Change(agent, before, now));
    }
    int surplus = Math.max(0, history.size() - SharedContext.HISTORY);
    return mongo.save(
        new SharedContext(
            context.id(),
            context.tenantId(),
            context.sessionId(),
            parts,
            history.subList(surplus, history.size()),
            now.plus(KEPT),
            context.version()));
  }

  private static String id(TenantId tenant, SessionId session) {
    return tenant + ":" + session;
  }
}
