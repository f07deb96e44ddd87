package dev.batuta.agent.once;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Remembers outside effects by a key, so that a repeated task does not repeat them. The note is
 * made before the effect: after a crash in between, the effect counts as perhaps done and is never
 * tried again. Thread-safe.
 */
public final class OnceStore {
  private static final Duration KEPT = Duration.ofDays(30);

  private final MongoTemplate mongo;
  private final InstantSource clock;

  OnceStore(MongoTemplate mongo, InstantSource clock) {
    this.mongo = mongo;
    this.clock = clock;
    mongo
        .indexOps(Effect.class)
        .createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
  }

  /** An effect on the outside world. */
  @FunctionalInterface
  public interface EffectAction {
    /**
     * Causes it.
     *
     * @return what is worth remembering, such as the id that the other side gave
     * @throws NotHappenedException if it surely did not happen, so that it may be tried again
     */
    String run();
  }

  /**
   * Causes an effect unless it was caused, or may have been, before.
   *
   * @param tenant for whom
   * @param key names the effect, for example the turn and the part of the answer
   */
  public OnceOutcome once(TenantId tenant, String key, EffectAction action) {
    String id = tenant + ":" + key;
    Instant now = clock.instant();
    try {
      mongo.insert(new Effect(id, tenant, now, null, now.plus(KEPT)));
    } catch (DuplicateKeyException _) {
      Effect known = mongo.findById(id, Effect.class);
      return known == null || known.result() == null
          ? new OnceOutcome.Unknown()
          : new OnceOutcome.AlreadyDone(known.result());
    }
    String result;
    try {
      result = action.run();
    } catch (NotHappenedException notHappened) {
      mongo.remove(query(where("_id").is(id)), Effect.class);
      throw notHappened;
    }
    mongo.updateFirst(query(where("_id").is(id)), Update.update("result", result), Effect.class);
    return new OnceOutcome.Done(result);
  }

  @Document("once_effects")
  private record Effect(
      @Id String id,
      TenantId tenantId,
      Instant startedAt,
      @Nullable String result,
      Instant expiresAt) {}
}
