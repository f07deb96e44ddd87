package dev.batuta.orchestrator.halt;

import dev.batuta.contracts.TenantId;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** Keeps the newest order of each tenant that was ever halted. */
@Component
class HaltStore {
  private final MongoTemplate mongo;

  HaltStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  Optional<HaltState> find(TenantId tenant) {
    return Optional.ofNullable(mongo.findById(tenant, HaltState.class));
  }

  /**
   * Stores an order.
   *
   * @throws org.springframework.dao.DataAccessException of the kinds for a lost race if another one
   *     was stored since it was read
   */
  HaltState save(HaltState state) {
    return mongo.save(state);
  }

  /** Of all tenants: an instance must know every halt before it dispatches anything. */
  List<HaltState> all() {
    return mongo.findAll(HaltState.class);
  }
}
