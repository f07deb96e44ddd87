package dev.batuta.quote.quote;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.TenantId;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Keeps the sequences of quote numbers in MongoDB. */
@Component
final class DatabaseSequenceStore implements QuoteSequenceStore {
  private static final String SEQUENCES = "quote_sequences";
  private static final String LAST = "last";
  private static final String LAST_QUOTE = "last_quote";

  private final MongoTemplate mongo;

  DatabaseSequenceStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  @Override
  public QuoteSequence read(TenantId tenant, int year) {
    Document found =
        mongo.findOne(query(where("_id").is(id(tenant, year))), Document.class, SEQUENCES);
    return found == null
        ? QuoteSequence.START
        : new QuoteSequence(found.getLong(LAST), QuoteId.parse(found.getString(LAST_QUOTE)));
  }

  @Override
  public boolean compareAndSet(
      TenantId tenant, int year, QuoteSequence expected, QuoteSequence next) {
    String nextQuote = String.valueOf(next.lastQuote());
    if (expected.lastQuote() != null) {
      Query same =
          query(
              where("_id")
                  .is(id(tenant, year))
                  .and(LAST)
                  .is(expected.last())
                  .and(LAST_QUOTE)
                  .is(expected.lastQuote().toString()));
      Update update = Update.update(LAST, next.last()).set(LAST_QUOTE, nextQuote);
      return mongo.updateFirst(same, update, SEQUENCES).getModifiedCount() == 1;
    }
    try {
      var _ =
          mongo.insert(
              new Document("_id", id(tenant, year))
                  .append("tenant_id", tenant.value())
                  .append(LAST, next.last())
                  .append(LAST_QUOTE, nextQuote),
              SEQUENCES);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  private static String id(TenantId tenant, int year) {
    return tenant + "/" + year;
  }
}
