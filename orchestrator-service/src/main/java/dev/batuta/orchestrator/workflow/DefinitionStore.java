package dev.batuta.orchestrator.workflow;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Keeps the workflows that tenants have published. */
@Component
class DefinitionStore {
  private final MongoTemplate mongo;

  DefinitionStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(PublishedDefinition.class);
    indexes.createIndex(
        new Index("tenant_id", Sort.Direction.ASC)
            .on("name", Sort.Direction.ASC)
            .on("number", Sort.Direction.DESC));
    indexes.createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
  }

  /** Stores a new version; false if there is one of that number already. */
  boolean insert(PublishedDefinition definition) {
    try {
      mongo.insert(definition);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  Optional<PublishedDefinition> find(TenantId tenant, String name, int version) {
    return Optional.ofNullable(
        mongo.findOne(
            query(
                where("_id")
                    .is(PublishedDefinition.id(tenant, name, version))
                    .and("tenantId")
                    .is(tenant)),
            PublishedDefinition.class));
  }

  /** All versions of one workflow, the newest first. */
  List<PublishedDefinition> versions(TenantId tenant, String name) {
    return mongo.find(
        query(where("tenantId").is(tenant).and("name").is(name))
            .with(Sort.by(Sort.Direction.DESC, "number")),
        PublishedDefinition.class);
  }

  /** All versions of all workflows of a tenant, by name, the newest first; at most 2,000. */
  List<PublishedDefinition> all(TenantId tenant) {
    return mongo.find(
        query(where("tenantId").is(tenant).and("expiresAt").isNull())
            .with(Sort.by(Sort.Order.asc("name"), Sort.Order.desc("number")))
            .limit(2_000),
        PublishedDefinition.class);
  }

  /** Keeps a plan for longer. */
  void keepUntil(TenantId tenant, String name, int version, Instant expiresAt) {
    var _ =
        mongo.updateFirst(
            query(
                where("_id")
                    .is(PublishedDefinition.id(tenant, name, version))
                    .and("tenantId")
                    .is(tenant)),
            Update.update("expiresAt", expiresAt),
            PublishedDefinition.class);
  }

  /** Marks a version; empty if there is none of that number. */
  Optional<PublishedDefinition> deprecate(TenantId tenant, String name, int version) {
    return Optional.ofNullable(
        mongo.findAndModify(
            query(
                where("_id")
                    .is(PublishedDefinition.id(tenant, name, version))
                    .and("tenantId")
                    .is(tenant)),
            new Update().set("deprecated", true),
            FindAndModifyOptions.options().returnNew(true),
            PublishedDefinition.class));
  }
}
