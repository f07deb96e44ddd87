package dev.batuta.orchestrator.routing;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TenantId;
import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

/** Keeps routing rules. */
@Component
class RoutingRuleStore {
  /** How many a tenant may have: all are read together. */
  static final int MOST_RULES = 200;

  private final MongoTemplate mongo;

  RoutingRuleStore(MongoTemplate mongo) {
    this.mongo = mongo;
    mongo
        .indexOps(RoutingRule.class)
        .createIndex(
            new Index("tenant_id", Sort.Direction.ASC).on("capability", Sort.Direction.ASC));
  }

  /** A tenant's rules, by capability. */
  List<RoutingRule> list(TenantId tenant) {
    return mongo.find(
        query(where("tenantId").is(tenant))
            .with(Sort.by(Sort.Direction.ASC, "capability"))
            .limit(MOST_RULES),
        RoutingRule.class);
  }

  /** Puts a rule in place of the one before; false if it would be one too many. */
  boolean put(RoutingRule rule) {
    List<RoutingRule> all = list(rule.tenantId());
    if (all.size() >= MOST_RULES && all.stream().noneMatch(each -> each.id().equals(rule.id()))) {
      return false;
    }
    mongo.save(rule);
    return true;
  }

  boolean remove(TenantId tenant, Capability capability) {
    return mongo
            .remove(
                query(
                    where("_id").is(RoutingRule.id(tenant, capability)).and("tenantId").is(tenant)),
                RoutingRule.class)
            .getDeletedCount()
        > 0;
  }
}
