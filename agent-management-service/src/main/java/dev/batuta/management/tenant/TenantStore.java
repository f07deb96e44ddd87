package dev.batuta.management.tenant;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.tenant.TenantStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The tenants in MongoDB. A platform store: it reads across tenants, which is its purpose. */
@Component
public final class TenantStore {
  private static final String ID = "_id";
  private static final String STATUS = "status";

  private final MongoTemplate mongo;

  TenantStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /** A tenant; empty if there is none of that id. */
  public Optional<Tenant> find(TenantId tenant) {
    return Optional.ofNullable(mongo.findById(tenant.value(), Tenant.class));
  }

  /** Stores a new one; false if there is one of that id already. */
  boolean insert(Tenant tenant) {
    try {
      var _ = mongo.insert(tenant);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  /** Makes a tenant that is being set up a served one; empty if its state was another. */
  Optional<Tenant> activate(TenantId tenant, Instant now) {
    Query waiting =
        Query.query(
            Criteria.where(ID).is(tenant.value()).and(STATUS).is(TenantStatus.PROVISIONING));
    Update active = new Update().set(STATUS, TenantStatus.ACTIVE).set("updatedAt", now);
    return Optional.ofNullable(
        mongo.findAndModify(
            waiting, active, FindAndModifyOptions.options().returnNew(true), Tenant.class));
  }

  /** Tenants in the order of their ids, beginning after {@code after}; at most {@code limit}. */
  List<Tenant> page(@Nullable TenantId after, int limit) {
    Query query = after == null ? new Query() : Query.query(Criteria.where(ID).gt(after.value()));
    return mongo.find(query.with(Sort.by(ID)).limit(limit), Tenant.class);
  }

  /** Those whose set-up has begun and not ended; at most {@code limit}. */
  List<Tenant> provisioning(int limit) {
    return mongo.find(
        Query.query(Criteria.where(STATUS).is(TenantStatus.PROVISIONING)).limit(limit),
        Tenant.class);
  }
}
