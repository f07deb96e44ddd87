package dev.batuta.quote.catalogue;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TenantId;
import dev.batuta.quote.money.MoneyJson;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Keeps one catalogue per tenant, as the text of its JSON: prices stay exact, and a change of all
 * of it is one atomic step.
 */
@Component
class CatalogueStore {
  private static final String CATALOGUES = "catalogues";
  private static final String REVISION = "revision";
  private static final String CATALOGUE = "catalogue";
  private static final String UPDATED_AT = "updated_at";

  private final MongoTemplate mongo;

  CatalogueStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /** Revision of a tenant's catalogue; empty if it has none. */
  OptionalLong revision(TenantId tenant) {
    Query query = byId(tenant);
    query.fields().include(REVISION);
    Document found = mongo.findOne(query, Document.class, CATALOGUES);
    return found == null ? OptionalLong.empty() : OptionalLong.of(found.getLong(REVISION));
  }

  Optional<Catalogue> find(TenantId tenant) {
    return Optional.ofNullable(mongo.findOne(byId(tenant), Document.class, CATALOGUES))
        .map(found -> MoneyJson.mapper().readValue(found.getString(CATALOGUE), Catalogue.class));
  }

  /**
   * Puts a catalogue in the place of the one before it, whose revision is one less; revision 1 is
   * the first.
   *
   * @return false if somebody else has put one there
   */
  boolean put(Catalogue catalogue, Instant now) {
    String text = MoneyJson.mapper().writeValueAsString(catalogue);
    TenantId tenant = catalogue.tenantId();
    if (catalogue.revision() > 1) {
      Query before = query(where("_id").is(id(tenant)).and(REVISION).is(catalogue.revision() - 1));
      Update update =
          new Update()
              .set(REVISION, catalogue.revision())
              .set(CATALOGUE, text)
              .set(UPDATED_AT, now);
      return mongo.updateFirst(before, update, CATALOGUES).getModifiedCount() == 1;
    }
    try {
      var _ =
          mongo.insert(
              new Document("_id", id(tenant))
                  .append("tenant_id", tenant.value())
                  .append(REVISION, catalogue.revision())
                  .append(CATALOGUE, text)
                  .append(UPDATED_AT, now),
              CATALOGUES);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  private static Query byId(TenantId tenant) {
    return query(where("_id").is(id(tenant)));
  }

  /** Not the bare tenant id: one that looks like an ObjectId would be taken for one. */
  private static String id(TenantId tenant) {
    return "catalogue/" + tenant;
  }
}
