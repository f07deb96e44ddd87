package dev.batuta.embedded.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The portable subset of MongoDB on which Batuta's stores are built. Every server that a store may
 * meet passes the same tests.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MongoContract {
  private static final int DUPLICATE_KEY = 11_000;
  private static final int THREADS = 8;

  private @Nullable MongoClient client;
  private @Nullable MongoCollection<Document> collection;

  /** Starts the server; answers its connection string. */
  abstract String start();

  /** Stops the server. */
  abstract void stop();

  @BeforeAll
  void connect() {
    client = MongoClients.create(start());
  }

  @AfterAll
  void disconnect() {
    if (client != null) {
      client.close();
      stop();
    }
  }

  @BeforeEach
  void freshCollection() {
    collection = database().getCollection("c" + UUID.randomUUID());
  }

  MongoDatabase database() {
    return requireNonNull(client).getDatabase("contract");
  }

  MongoCollection<Document> documents() {
    return requireNonNull(collection);
  }

  // ---- one document

  @Test
  void a_document_is_found_as_it_was_stored() {
    var id = UUID.randomUUID().toString();
    var stored =
        new Document("_id", id)
            .append("text", "¿Cuánto sale?")
            .append("count", 3)
            .append("big", 9_007_199_254_740_993L)
            .append("half", 0.5)
            .append("price", new Decimal128(new BigDecimal("1234567890123.45")))
            .append("at", Date.from(Instant.parse("2026-11-20T10:00:00.123Z")))
            .append("none", null)
            .append("list", List.of(new Document("a", 1), new Document("a", 2)))
            .append("inner", new Document("deep", new Document("er", true)));

    documents().insertOne(new Document(stored));

    assertThat(documents().find(eq("_id", id)).first()).isEqualTo(stored);
  }

  @Test
  void an_update_is_refused_when_the_version_moved_on() {
    documents().insertOne(new Document("_id", "q").append("version", 4).append("state", "DRAFT"));

    var first =
        documents()
            .updateOne(
                and(eq("_id", "q"), eq("version", 4)),
                combine(set("state", "SENT"), inc("version", 1)));
    var second =
        documents()
            .updateOne(
                and(eq("_id", "q"), eq("version", 4)),
                combine(set("state", "LOST"), inc("version", 1)));

    assertThat(first.getModifiedCount()).isEqualTo(1);
    assertThat(second.getMatchedCount()).isZero();
    assertThat(documents().find(eq("_id", "q")).first())
        .containsEntry("state", "SENT")
        .containsEntry("version", 5);
  }

  @Test
  void an_upsert_inserts_once_and_updates_afterwards() {
    var upsert = new UpdateOptions().upsert(true);
    var change = combine(setOnInsert("first", "yes"), inc("n", 1));

    var created = documents().updateOne(eq("_id", "k"), change, upsert);
    var updated = documents().updateOne(eq("_id", "k"), change, upsert);

    assertThat(created.getUpsertedId()).isNotNull();
    assertThat(updated.getUpsertedId()).isNull();
    assertThat(documents().find().into(new ArrayList<>()))
        .containsExactly(new Document("_id", "k").append("first", "yes").append("n", 2));
  }

  @Test
  void a_replaced_document_keeps_nothing_of_the_old_one() {
    documents().insertOne(new Document("_id", 1).append("old", 1));

    documents().replaceOne(eq("_id", 1), new Document("neu", 2));

    assertThat(documents().find().first()).isEqualTo(new Document("_id", 1).append("neu", 2));
  }

  @Test
  void array_operators_change_the_array_in_place() {
    documents()
        .insertOne(
            new Document("_id", 1)
                .append("list", List.of(1, 2, 3))
                .append("lines", List.of(line("a", 1), line("b", 2))));

    documents()
        .updateOne(
            eq("_id", 1),
            combine(
                Updates.pushEach("list", List.of(5, 4), new PushOptions().slice(-3)),
                set("lines.$[wanted].quantity", 9)),
            new UpdateOptions().arrayFilters(List.of(eq("wanted.sku", "b"))));
    documents().updateOne(eq("lines.sku", "a"), set("lines.$.quantity", 7));
    documents().updateOne(eq("_id", 1), Updates.addToSet("tags", "x"));
    documents().updateOne(eq("_id", 1), Updates.addToSet("tags", "x"));
    documents().updateOne(eq("_id", 1), Updates.pull("list", 5));

    assertThat(documents().find().first())
        .isEqualTo(
            new Document("_id", 1)
                .append("list", List.of(3, 4))
                .append("lines", List.of(line("a", 7), line("b", 9)))
                .append("tags", List.of("x")));
  }

  private static Document line(String sku, int quantity) {
    return new Document("sku", sku).append("quantity", quantity);
  }

  @Test
  void decimals_are_added_without_rounding() {
    documents().insertOne(new Document("_id", 1).append("sum", decimal("0.10")));

    documents().updateOne(eq("_id", 1), inc("sum", decimal("0.20")));

    assertThat(documents().find().first()).containsEntry("sum", decimal("0.30"));
    assertThat(documents().countDocuments(gt("sum", decimal("0.29")))).isEqualTo(1);
  }

  private static Decimal128 decimal(String value) {
    return new Decimal128(new BigDecimal(value));
  }

  // ---- finding

  @Test
  void queries_sort_skip_and_limit_with_and_without_an_index() {
    IntStream.range(0, 50).forEach(i -> documents().insertOne(numbered(i)));
    var query = and(eq("kind", 1), gt("n", 10), lte("n", 40));
    var before = numbers(query);

    documents()
        .createIndex(Indexes.compoundIndex(Indexes.ascending("kind"), Indexes.descending("n")));

    assertThat(numbers(query)).isEqualTo(before).containsExactly(31, 28, 25, 22);
  }

  private static Document numbered(int i) {
    return new Document("n", i).append("kind", i % 3);
  }

  private List<Integer> numbers(Bson query) {
    return documents()
        .find(query)
        .sort(Sorts.descending("n"))
        .skip(3)
        .limit(4)
        .map(document -> document.getInteger("n"))
        .into(new ArrayList<>());
  }

  @Test
  void an_index_on_an_array_finds_each_element() {
    documents().createIndex(Indexes.ascending("tags"));
    documents().insertOne(new Document("_id", 1).append("tags", List.of("a", "b")));
    documents().insertOne(new Document("_id", 2).append("tags", List.of()));
    documents().insertOne(new Document("_id", 3).append("tags", "b"));

    assertThat(documents().countDocuments(eq("tags", "b"))).isEqualTo(2);
    assertThat(documents().countDocuments(in("tags", "a", "b"))).isEqualTo(2);
    assertThat(documents().countDocuments(eq("tags", "c"))).isZero();
  }

  @Test
  void an_anchored_expression_finds_by_prefix() {
    documents().createIndex(Indexes.ascending("name"));
    for (String name : List.of("panel 50", "panel 100", "panama", "Panel")) {
      documents().insertOne(new Document("name", name));
    }

    assertThat(documents().countDocuments(regex("name", "^panel"))).isEqualTo(2);
    assertThat(documents().countDocuments(regex("name", "^\\Qpanel 1\\E"))).isEqualTo(1);
  }

  // ---- claims and counters

  @Test
  void the_next_entry_of_a_queue_is_claimed_in_order() {
    documents().createIndex(Indexes.ascending("state", "due"));
    for (int due : List.of(3, 1, 2)) {
      documents().insertOne(new Document("_id", due).append("state", "QUEUED").append("due", due));
    }

    var claimed = List.of(claim(documents()), claim(documents()));

    assertThat(claimed).extracting(document -> document.get("_id")).containsExactly(1, 2);
    assertThat(documents().countDocuments(eq("state", "QUEUED"))).isEqualTo(1);
  }

  private static @Nullable Document claim(MongoCollection<Document> queue) {
    return queue.findOneAndUpdate(
        eq("state", "QUEUED"),
        set("state", "TAKEN"),
        new FindOneAndUpdateOptions()
            .sort(Sorts.ascending("due"))
            .returnDocument(ReturnDocument.AFTER));
  }

  @Test
  void concurrent_claims_never_take_the_same_entry() throws Exception {
    documents().createIndex(Indexes.ascending("state", "due"));
    int entries = 400;
    IntStream.range(0, entries)
        .forEach(i ->
            documents()
                .insertOne(new Document("_id", i).append("state", "QUEUED").append("due", i)));
    Set<Object> claimed = ConcurrentHashMap.newKeySet();
    var doubles = new AtomicInteger();

    together(() -> {
      Document next = claim(documents());
      while (next != null) {
        if (!claimed.add(requireNonNull(next.get("_id")))) {
          doubles.incrementAndGet();
        }
        next = claim(documents());
      }
    });

    assertThat(doubles).hasValue(0);
    assertThat(claimed).hasSize(entries);
  }

  @Test
  void a_counter_gives_every_number_once_without_gaps() throws Exception {
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();
    int each = 100;

    together(() -> {
      for (int i = 0; i < each; i++) {
        Document counter =
            documents()
                .findOneAndUpdate(
                    eq("_id", "acme-2026"),
                    inc("last", 1),
                    new FindOneAndUpdateOptions()
                        .upsert(true)
                        .returnDocument(ReturnDocument.AFTER));
        numbers.add(requireNonNull(counter).getInteger("last"));
      }
    });

    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, THREADS * each).boxed().toList());
  }

  @Test
  void of_concurrent_inserts_with_one_key_exactly_one_wins() throws Exception {
    documents().createIndex(Indexes.ascending("tenant", "wamid"), new IndexOptions().unique(true));
    var won = new AtomicInteger();
    int keys = 50;

    together(() -> {
      for (int i = 0; i < keys; i++) {
        try {
          documents().insertOne(new Document("tenant", "acme").append("wamid", "w" + i));
          won.incrementAndGet();
        } catch (MongoWriteException e) {
          assertThat(e.getCode()).isEqualTo(DUPLICATE_KEY);
        }
      }
    });

    assertThat(won).hasValue(keys);
    assertThat(documents().countDocuments()).isEqualTo(keys);
  }

  private static void together(Runnable work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<? extends Future<?>> running =
          IntStream.range(0, THREADS).mapToObj(_ -> threads.submit(work)).toList();
      for (Future<?> one : running) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void a_reader_never_sees_half_an_update() throws Exception {
    documents().insertOne(new Document("_id", 1).append("a", 0).append("b", 0));
    var torn = new AtomicInteger();

    together(() -> {
      for (int i = 0; i < 100; i++) {
        documents().updateOne(eq("_id", 1), combine(inc("a", 1), inc("b", 1)));
        Document seen = requireNonNull(documents().find(eq("_id", 1)).first());
        if (!seen.getInteger("a").equals(seen.getInteger("b"))) {
          torn.incrementAndGet();
        }
      }
    });

    assertThat(torn).hasValue(0);
  }

  // ---- unique indexes

  @Test
  void a_unique_index_refuses_a_second_document_on_insert_and_update() {
    documents().createIndex(Indexes.ascending("tenant", "number"), new IndexOptions().unique(true));
    documents().insertOne(new Document("_id", 1).append("tenant", "a").append("number", 1));
    documents().insertOne(new Document("_id", 2).append("tenant", "b").append("number", 1));
    documents().insertOne(new Document("_id", 3).append("tenant", "a").append("number", 2));

    refusedAsDuplicate(
        () -> documents().insertOne(new Document("tenant", "a").append("number", 1)));
    refusedAsDuplicate(() -> documents().updateOne(eq("_id", 3), set("number", 1)));
    refusedAsDuplicate(() -> documents().insertOne(new Document("_id", 1)));
    documents().updateOne(eq("_id", 3), set("note", "own key stays allowed"));
    assertThat(documents().countDocuments()).isEqualTo(3);
  }

  private static void refusedAsDuplicate(Runnable write) {
    assertThatThrownBy(write::run)
        .isInstanceOfSatisfying(
            MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(DUPLICATE_KEY));
  }

  @Test
  void a_sparse_unique_index_ignores_documents_without_the_field() {
    documents()
        .createIndex(Indexes.ascending("email"), new IndexOptions().unique(true).sparse(true));
    documents().insertOne(new Document("_id", 1));
    documents().insertOne(new Document("_id", 2));
    documents().insertOne(new Document("_id", 3).append("email", "a@example.com"));

    refusedAsDuplicate(() -> documents().insertOne(new Document("email", "a@example.com")));
    assertThat(documents().countDocuments(exists("email", false))).isEqualTo(2);
    assertThat(documents().countDocuments(eq("email", null))).isEqualTo(2);
  }

  @Test
  void a_partial_unique_index_lets_other_documents_repeat() {
    documents()
        .createIndex(
            Indexes.ascending("session"),
            new IndexOptions().unique(true).partialFilterExpression(eq("state", "OPEN")));
    documents().insertOne(turn(1, "CLOSED"));
    documents().insertOne(turn(2, "CLOSED"));
    documents().insertOne(turn(3, "OPEN"));

    refusedAsDuplicate(() -> documents().insertOne(turn(4, "OPEN")));
    refusedAsDuplicate(() -> documents().updateOne(eq("_id", 1), set("state", "OPEN")));
    documents().updateOne(eq("_id", 3), set("state", "CLOSED"));
    documents().updateOne(eq("_id", 1), set("state", "OPEN"));
    assertThat(documents().countDocuments(eq("session", "s"))).isEqualTo(3);
    assertThat(documents().countDocuments(and(eq("session", "s"), eq("state", "OPEN"))))
        .isEqualTo(1);
  }

  private static Document turn(int id, String state) {
    return new Document("_id", id).append("session", "s").append("state", state);
  }

  @Test
  void partial_filters_may_ask_for_presence_type_and_range() {
    documents()
        .createIndex(
            Indexes.ascending("a"),
            new IndexOptions().unique(true).partialFilterExpression(exists("a")));
    documents()
        .createIndex(
            Indexes.ascending("b"),
            new IndexOptions()
                .unique(true)
                .partialFilterExpression(new Document("b", new Document("$type", "string"))));
    documents()
        .createIndex(
            Indexes.ascending("c"),
            new IndexOptions().unique(true).partialFilterExpression(gt("c", 10)));
    documents().insertOne(new Document("a", 1).append("b", 1).append("c", 5));

    documents().insertOne(new Document("b", 1).append("c", 5));
    documents().insertOne(new Document("b", "x").append("c", 11));

    refusedAsDuplicate(() -> documents().insertOne(new Document("a", 1)));
    refusedAsDuplicate(() -> documents().insertOne(new Document("b", "x")));
    refusedAsDuplicate(() -> documents().insertOne(new Document("c", 11)));
    assertThat(documents().countDocuments(eq("c", 5))).isEqualTo(2);
  }

  @Test
  void a_unique_index_cannot_be_made_over_duplicates() {
    documents().insertOne(new Document("k", 1));
    documents().insertOne(new Document("k", 1));

    assertThatThrownBy(
            () -> documents().createIndex(Indexes.ascending("k"), new IndexOptions().unique(true)))
        .hasMessageContaining("E11000");
  }

  @Test
  void indexes_are_listed_and_dropped_for_their_collection_only() {
    MongoCollection<Document> other = database().getCollection("o" + UUID.randomUUID());
    documents().createIndex(Indexes.ascending("k"));
    documents().createIndex(Indexes.ascending("k"));
    other.createIndex(Indexes.ascending("k"), new IndexOptions().unique(true));

    documents().dropIndex("k_1");

    assertThat(indexNames(documents())).containsExactly("_id_");
    assertThat(indexNames(other)).containsExactlyInAnyOrder("_id_", "k_1");
    other.dropIndexes();
    assertThat(indexNames(other)).containsExactly("_id_");
    other.insertMany(List.of(new Document("k", 1), new Document("k", 1)));
  }

  private static List<String> indexNames(MongoCollection<Document> collection) {
    return collection.listIndexes().map(index -> index.getString("name")).into(new ArrayList<>());
  }

  @Test
  void expired_documents_disappear_in_the_end() {
    documents()
        .createIndex(
            Indexes.ascending("expires_at"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    Instant now = Instant.now();
    documents()
        .insertOne(
            new Document("_id", "old").append("expires_at", Date.from(now.minusSeconds(60))));
    documents()
        .insertOne(
            new Document("_id", "new").append("expires_at", Date.from(now.plusSeconds(3600))));
    documents().insertOne(new Document("_id", "never"));

    // MongoDB looks once a minute.
    Awaitility.await()
        .atMost(Duration.ofSeconds(130))
        .until(() -> documents().countDocuments() == 2);

    assertThat(documents().countDocuments(lt("expires_at", Date.from(now)))).isZero();
  }

  // ---- many at once

  @Test
  void an_ordered_bulk_stops_at_the_first_error() {
    documents().insertOne(new Document("_id", 2));

    assertThatThrownBy(() ->
            documents()
                .bulkWrite(
                    List.of(
                        new InsertOneModel<>(new Document("_id", 1)),
                        new InsertOneModel<>(new Document("_id", 2)),
                        new InsertOneModel<>(new Document("_id", 3)))))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> {
              assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(1);
              assertThat(e.getWriteErrors().getFirst().getIndex()).isEqualTo(1);
            });
    assertThat(documents().countDocuments(eq("_id", 3))).isZero();
  }

  @Test
  void an_ordered_bulk_of_updates_stops_at_the_first_error() {
    documents().createIndex(Indexes.ascending("k"), new IndexOptions().unique(true));
    for (int i = 1; i <= 3; i++) {
      documents().insertOne(new Document("_id", i).append("k", i));
    }

    assertThatThrownBy(() ->
            documents()
                .bulkWrite(
                    List.of(
                        new UpdateOneModel<>(eq("_id", 1), set("n", 1)),
                        new UpdateOneModel<>(eq("_id", 2), set("k", 1)),
                        new UpdateOneModel<>(eq("_id", 3), set("n", 3)))))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> {
              assertThat(e.getWriteResult().getModifiedCount()).isEqualTo(1);
              assertThat(e.getWriteErrors().getFirst().getIndex()).isEqualTo(1);
            });
    assertThat(documents().countDocuments(exists("n"))).isEqualTo(1);
  }

  @Test
  void an_unordered_bulk_does_everything_that_it_can() {
    documents().insertOne(new Document("_id", 2));

    assertThatThrownBy(() ->
            documents()
                .bulkWrite(
                    List.of(
                        new InsertOneModel<>(new Document("_id", 1)),
                        new InsertOneModel<>(new Document("_id", 2)),
                        new InsertOneModel<>(new Document("_id", 3))),
                    new BulkWriteOptions().ordered(false)))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(2));
    assertThat(documents().countDocuments()).isEqualTo(3);
  }

  @Test
  void updates_and_deletes_of_many_report_how_many() {
    IntStream.range(0, 30).forEach(i -> documents().insertOne(numbered(i)));
    documents().createIndex(Indexes.ascending("kind"));

    var updated = documents().updateMany(eq("kind", 2), combine(set("kind", 5), push("log", "x")));
    var deleted = documents().deleteMany(eq("kind", 5));

    assertThat(updated.getModifiedCount()).isEqualTo(10);
    assertThat(deleted.getDeletedCount()).isEqualTo(10);
    assertThat(documents().countDocuments()).isEqualTo(20);
  }

  @Test
  void an_aggregation_groups_what_a_match_found() {
    documents().createIndex(Indexes.ascending("tenant", "day"));
    for (int i = 0; i < 40; i++) {
      documents()
          .insertOne(
              new Document("tenant", i % 2 == 0 ? "acme" : "other")
                  .append("day", i / 4)
                  .append("amount", decimal("1.50")));
    }

    List<Document> days =
        documents()
            .aggregate(
                List.of(
                    Aggregates.match(and(eq("tenant", "acme"), lt("day", 3))),
                    Aggregates.group(
                        "$day", Accumulators.sum("sum", "$amount"), Accumulators.sum("n", 1)),
                    Aggregates.sort(Sorts.descending("_id")),
                    Aggregates.limit(2)))
            .into(new ArrayList<>());

    assertThat(days)
        .containsExactly(
            new Document("_id", 2).append("sum", decimal("3.00")).append("n", 2),
            new Document("_id", 1).append("sum", decimal("3.00")).append("n", 2));
  }

  @Test
  void an_aggregation_unwinds_looks_up_and_projects() {
    MongoCollection<Document> products = database().getCollection("p" + UUID.randomUUID());
    var isopanel = new Document("_id", "a").append("name", "Isopanel");
    products.insertOne(isopanel);
    documents()
        .insertOne(new Document("_id", 1).append("lines", List.of(line("a", 2), line("b", 1))));

    List<Document> found =
        documents()
            .aggregate(
                List.of(
                    Aggregates.match(eq("_id", 1)),
                    Aggregates.unwind("$lines"),
                    Aggregates.lookup(
                        products.getNamespace().getCollectionName(), "lines.sku", "_id", "product"),
                    Aggregates.sort(Sorts.ascending("lines.sku")),
                    Aggregates.project(
                        new Document("_id", 0).append("sku", "$lines.sku").append("product", 1))))
            .into(new ArrayList<>());

    assertThat(found)
        .containsExactly(
            new Document("product", List.of(isopanel)).append("sku", "a"),
            new Document("product", List.of()).append("sku", "b"));
  }

  @Test
  void the_server_says_hello_and_answers_ping() {
    assertThat(database().runCommand(new Document("hello", 1)))
        .containsEntry("isWritablePrimary", true);
    assertThat(database().runCommand(new Document("ping", 1))).containsEntry("ok", 1.0);
  }
}
