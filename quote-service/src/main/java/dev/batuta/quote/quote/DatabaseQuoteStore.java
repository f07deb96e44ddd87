package dev.batuta.quote.quote;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.quote.money.MoneyJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.index.PartialIndexFilter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Keeps quotes in MongoDB: each one as the text of its JSON, so that amounts stay exact, beside the
 * fields that are searched by.
 */
@Component
final class DatabaseQuoteStore implements QuoteStore {
  private static final String QUOTES = "quotes";
  private static final String ID = "_id";
  private static final String TENANT_ID = "tenant_id";
  private static final String NUMBER = "number";
  private static final String STATUS = "status";
  private static final String SESSION_ID = "session_id";
  private static final String VALID_UNTIL = "valid_until";
  private static final String VERSION = "version";
  private static final String CREATED_AT = "created_at";
  private static final String UPDATED_AT = "updated_at";
  private static final String QUOTE = "quote";

  /** Time and id in one text, whose order is that of the quotes. */
  private static final String PLACE = "place";

  /** How many steps its life has. */
  private static final String STEPS = "steps";

  /** How many of them were announced. */
  private static final String ANNOUNCED = "announced";

  /** Since when it waits for its number; absent once it has one. */
  private static final String NUMBER_DUE = "number_due_since";

  /** Since when steps wait to be announced; absent when none do. */
  private static final String ANNOUNCEMENT_DUE = "announcement_due_since";

  private final MongoTemplate mongo;

  DatabaseQuoteStore(MongoTemplate mongo) {
    this.mongo = mongo;
    var indexes = mongo.indexOps(QUOTES);
    indexes.createIndex(
        ascending(TENANT_ID)
            .on(NUMBER, Sort.Direction.ASC)
            .unique()
            .partial(PartialIndexFilter.of(where(NUMBER).type(2))));
    indexes.createIndex(ascending(TENANT_ID).on(PLACE, Sort.Direction.DESC));
    indexes.createIndex(
        ascending(TENANT_ID).on(STATUS, Sort.Direction.ASC).on(PLACE, Sort.Direction.DESC));
    indexes.createIndex(
        ascending(TENANT_ID).on(SESSION_ID, Sort.Direction.ASC).on(PLACE, Sort.Direction.DESC));
    // Not led by the tenant: the monitor's looks at what is due are the only cross-tenant reads.
    indexes.createIndex(ascending(STATUS).on(VALID_UNTIL, Sort.Direction.ASC));
    indexes.createIndex(ascending(NUMBER_DUE).sparse());
    indexes.createIndex(ascending(ANNOUNCEMENT_DUE).sparse());
  }

  @Override
  public boolean insert(Quote quote) {
    Document document =
        new Document(ID, quote.id().toString())
            .append(TENANT_ID, quote.tenantId().value())
            .append(STATUS, quote.status().word())
            .append(VALID_UNTIL, quote.validUntil().toString())
            .append(VERSION, quote.version())
            .append(CREATED_AT, quote.createdAt())
            .append(UPDATED_AT, quote.updatedAt())
            .append(PLACE, place(quote))
            .append(STEPS, quote.history().size())
            .append(ANNOUNCED, 0)
            .append(ANNOUNCEMENT_DUE, quote.updatedAt())
            .append(QUOTE, MoneyJson.mapper().writeValueAsString(quote));
    if (quote.number() == null) {
      document.append(NUMBER_DUE, quote.createdAt());
    } else {
      document.append(NUMBER, quote.number());
    }
    if (quote.sessionId() != null) {
      document.append(SESSION_ID, quote.sessionId().value());
    }
    try {
      var _ = mongo.insert(document, QUOTES);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }

  @Override
  public Optional<Quote> find(TenantId tenant, QuoteId id) {
    return first(query(one(tenant, id)));
  }

  @Override
  public boolean replace(Quote quote) {
    Query before = query(one(quote.tenantId(), quote.id()).and(VERSION).is(quote.version() - 1));
    Update update =
        new Update()
            .set(STATUS, quote.status().word())
            .set(VERSION, quote.version())
            .set(UPDATED_AT, quote.updatedAt())
            .set(STEPS, quote.history().size())
            .set(ANNOUNCEMENT_DUE, quote.updatedAt())
            .set(QUOTE, MoneyJson.mapper().writeValueAsString(quote));
    if (quote.number() != null) {
      update.set(NUMBER, quote.number()).unset(NUMBER_DUE);
    }
    return mongo.updateFirst(before, update, QUOTES).getModifiedCount() == 1;
  }

  @Override
  public List<Quote> page(
      TenantId tenant, @Nullable QuoteStatus status, @Nullable QuoteId before, int limit) {
    Criteria criteria = where(TENANT_ID).is(tenant.value());
    if (status != null) {
      criteria = criteria.and(STATUS).is(status.word());
    }
    if (before != null) {
      Optional<Quote> last = find(tenant, before);
      if (last.isPresent()) {
        criteria = criteria.and(PLACE).lt(place(last.get()));
      }
    }
    return all(newestFirst(criteria).limit(limit));
  }

  @Override
  public List<Quote> sentAndValidBefore(LocalDate day, int limit) {
    Criteria over = where(STATUS).is(QuoteStatus.SENT.word()).and(VALID_UNTIL).lt(day.toString());
    return all(query(over).with(Sort.by(VALID_UNTIL)).limit(limit));
  }

  @Override
  public List<Quote> withoutNumber(Instant madeBefore, int limit) {
    return all(query(where(NUMBER_DUE).lt(madeBefore)).with(Sort.by(NUMBER_DUE)).limit(limit));
  }

  @Override
  public Optional<Quote> newestHandedOut(TenantId tenant, SessionId session) {
    return first(
        newestFirst(
                where(TENANT_ID)
                    .is(tenant.value())
                    .and(SESSION_ID)
                    .is(session.value())
                    .and(STATUS)
                    .ne(QuoteStatus.DRAFT.word()))
            .limit(1));
  }

  @Override
  public boolean announced(TenantId tenant, QuoteId id, int from, int to) {
    Query all = query(one(tenant, id).and(ANNOUNCED).is(from).and(STEPS).is(to));
    Query more = query(one(tenant, id).and(ANNOUNCED).is(from).and(STEPS).gt(to));
    Update noted = Update.update(ANNOUNCED, to);
    Update done = Update.update(ANNOUNCED, to).unset(ANNOUNCEMENT_DUE);
    return mongo.updateFirst(all, done, QUOTES).getModifiedCount() == 1
        || mongo.updateFirst(more, noted, QUOTES).getModifiedCount() == 1;
  }

  @Override
  public List<Unannounced> unannounced(Instant keptBefore, int limit) {
    Query due =
        query(where(ANNOUNCEMENT_DUE).lt(keptBefore)).with(Sort.by(ANNOUNCEMENT_DUE)).limit(limit);
    return mongo.find(due, Document.class, QUOTES).stream()
        .filter(document -> document.containsKey(NUMBER))
        .map(document -> new Unannounced(read(document), document.getInteger(ANNOUNCED)))
        .toList();
  }

  private Optional<Quote> first(Query query) {
    return Optional.ofNullable(mongo.findOne(query, Document.class, QUOTES))
        .map(DatabaseQuoteStore::read);
  }

  private List<Quote> all(Query query) {
    return mongo.find(query, Document.class, QUOTES).stream()
        .map(DatabaseQuoteStore::read)
        .toList();
  }

  private static Query newestFirst(Criteria criteria) {
    return query(criteria).with(Sort.by(Sort.Direction.DESC, PLACE));
  }

  private static Criteria one(TenantId tenant, QuoteId id) {
    return where(ID).is(id.toString()).and(TENANT_ID).is(tenant.value());
  }

  private static Index ascending(String field) {
    return new Index(field, Sort.Direction.ASC);
  }

  private static String place(Quote quote) {
    Instant at = quote.createdAt();
    return String.format(
        Locale.ROOT, "%012d.%09d/%s", at.getEpochSecond(), at.getNano(), quote.id());
  }

  private static Quote read(Document document) {
    return MoneyJson.mapper().readValue(document.getString(QUOTE), Quote.class);
  }
}
