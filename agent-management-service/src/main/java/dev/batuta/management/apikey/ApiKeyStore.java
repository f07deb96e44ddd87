package dev.batuta.management.apikey;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Keys in MongoDB. A key is found without knowing its tenant, because it is what tells the tenant.
 */
@Component
final class ApiKeyStore {
  private static final String PREFIX = "_id";
  private static final String TENANT = "tenant_id";
  private static final String REVOKED_AT = "revoked_at";

  private final MongoTemplate mongo;

  ApiKeyStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var _ =
        mongo
            .indexOps(ApiKey.class)
            .createIndex(
                new Index()
                    .named("tenant")
                    .on(TENANT, Sort.Direction.ASC)
                    .on(PREFIX, Sort.Direction.ASC));
  }

  Optional<ApiKey> find(String prefix) {
    return Optional.ofNullable(mongo.findById(prefix, ApiKey.class));
  }

  /** Stores a new one; false if its prefix is taken. */
  boolean insert(ApiKey key) {
    try {
      var _ = mongo.insert(key);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  /** A tenant's keys in the order of their prefixes, at most {@code limit}. */
  List<ApiKey> ofTenant(TenantId tenant, int limit) {
    return mongo.find(
        Query.query(Criteria.where(TENANT).is(tenant.value())).with(Sort.by(PREFIX)).limit(limit),
        ApiKey.class);
  }

  long count(TenantId tenant) {
    return mongo.count(
        Query.query(Criteria.where(TENANT).is(tenant.value()).and(REVOKED_AT).isNull()),
        ApiKey.class);
  }

  /** Revokes a tenant's key; false if the tenant has no such key. Repeating it changes nothing. */
  boolean revoke(TenantId tenant, String prefix, Instant now) {
    Query key = Query.query(Criteria.where(PREFIX).is(prefix).and(TENANT).is(tenant.value()));
    Query good = Query.query(Criteria.where(PREFIX).is(prefix).and(REVOKED_AT).isNull());
    if (!mongo.exists(key, ApiKey.class)) {
      return false;
    }
    var _ = mongo.updateFirst(good, new Update().set(REVOKED_AT, now), ApiKey.class);
    return true;
  }

  /** Puts the platform's key in place and revokes those it had before. */
  void replacePlatformKey(ApiKey key, Instant now) {
    Query others =
        Query.query(
            Criteria.where(TENANT).isNull().and(PREFIX).ne(key.prefix()).and(REVOKED_AT).isNull());
    var _ = mongo.save(key);
    var _ = mongo.updateMulti(others, new Update().set(REVOKED_AT, now), ApiKey.class);
  }
}
