package dev.batuta.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.batuta.embedded.host.Ports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.bson.BsonRegularExpression;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** With indexes and without, a query gives the same documents in the same order. */
final class QueryPlannerIT {
  private static final int DOCUMENTS = 400;
  private static final int QUERIES = 1_500;
  private static final List<String> FIELDS = List.of("a", "b", "c", "d.e", "l.m");

  @Test
  void an_index_never_changes_the_answer() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    try (EmbeddedMongo server =
            EmbeddedMongo.inMemory(new Ports(RandomGenerator.getDefault()).free());
        MongoClient client = MongoClients.create(server.uri("planner"))) {
      MongoCollection<Document> scanned = client.getDatabase("planner").getCollection("scanned");
      MongoCollection<Document> indexed = client.getDatabase("planner").getCollection("indexed");
      createIndexes(indexed);
      change(random, scanned, indexed);

      for (int i = 0; i < QUERIES; i++) {
        Document query = query(random, 2);
        Document sort = random.nextBoolean() ? new Document() : sort(random);
        int limit = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0;

        List<Document> expected = found(scanned, query, sort, limit);
        List<Document> actual = found(indexed, query, sort, limit);

        assertThat(sortKeys(actual, sort))
            .as("seed %d, query %s, sort %s, limit %d", seed, query, sort, limit)
            .isEqualTo(sortKeys(expected, sort));
        if (limit == 0) {
          assertThat(new HashSet<>(actual))
              .as("seed %d, query %s", seed, query)
              .isEqualTo(new HashSet<>(expected));
          assertThat(indexed.countDocuments(query)).isEqualTo(expected.size());
        }
      }
    }
  }

  private static void createIndexes(MongoCollection<Document> collection) {
    collection.createIndex(Indexes.ascending("a", "b", "c"));
    collection.createIndex(Indexes.compoundIndex(Indexes.ascending("a"), Indexes.descending("b")));
    collection.createIndex(Indexes.descending("c"));
    collection.createIndex(Indexes.ascending("d.e", "a"), new IndexOptions().sparse(true));
    collection.createIndex(Indexes.ascending("l.m"));
    collection.createIndex(
        Indexes.ascending("b"),
        new IndexOptions()
            .name("partial")
            .partialFilterExpression(new Document("a", new Document("$gt", 2))));
  }

  private static void change(
      Random random, MongoCollection<Document> scanned, MongoCollection<Document> indexed) {
    for (int i = 0; i < DOCUMENTS; i++) {
      Document document = document(random).append("_id", i);
      scanned.insertOne(document);
      indexed.insertOne(document);
    }
    for (int i = 0; i < DOCUMENTS / 2; i++) {
      var which = new Document("_id", random.nextInt(DOCUMENTS));
      if (random.nextInt(4) == 0) {
        scanned.deleteOne(which);
        indexed.deleteOne(which);
      } else {
        Document replacement = document(random);
        scanned.replaceOne(which, new Document(replacement));
        indexed.replaceOne(which, new Document(replacement));
      }
    }
  }

  private static Document document(Random random) {
    var document = new Document();
    // One array at most: an index cannot have two.
    String withArray = List.of("a", "b", "c", "", "", "", "").get(random.nextInt(7));
    for (String field : List.of("a", "b", "c")) {
      if (random.nextInt(6) > 0) {
        document.append(field, field.equals(withArray) ? array(random) : value(random));
      }
    }
    if (random.nextInt(3) > 0) {
      document.append("d", new Document("e", value(random)));
    }
    List<Document> lines = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      lines.add(new Document("m", value(random)));
    }
    return document.append("l", lines);
  }

  private static List<Object> array(Random random) {
    List<Object> array = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value(random));
    }
    return array;
  }

  private static Object value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "s" + random.nextInt(5);
      case 1 -> random.nextInt(8) / 2.0;
      case 2 -> (long) random.nextInt(5);
      case 3 -> random.nextBoolean();
      case 4 -> Date.from(Instant.ofEpochSecond(random.nextInt(4)));
      default -> random.nextInt(6);
    };
  }

  private static Document query(Random random, int depth) {
    var query = new Document();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      query.append(FIELDS.get(random.nextInt(FIELDS.size())), condition(random));
    }
    if (depth > 0 && random.nextInt(5) == 0) {
      query.append(
          random.nextBoolean() ? "$or" : "$and",
          List.of(query(random, depth - 1), query(random, depth - 1)));
    }
    return query;
  }

  private static Object condition(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> new Document("$gt", value(random));
      case 1 -> new Document("$gte", random.nextInt(3)).append("$lt", 2 + random.nextInt(4));
      case 2 -> new Document("$lte", value(random));
      case 3 -> new Document("$in", List.of(value(random), value(random), value(random)));
      case 4 -> new Document("$exists", random.nextBoolean());
      case 5 -> new Document("$ne", value(random));
      case 6 -> new BsonRegularExpression("^s" + random.nextInt(5));
      default -> value(random);
    };
  }

  private static Document sort(Random random) {
    var sort = new Document();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      // Fields that may be arrays are left out: several orders are right for them.
      sort.append(List.of("d.e", "_id").get(random.nextInt(2)), random.nextBoolean() ? 1 : -1);
    }
    return sort;
  }

  private static List<Document> found(
      MongoCollection<Document> collection, Document query, Document sort, int limit) {
    return collection.find(query).sort(sort).limit(limit).into(new ArrayList<>());
  }

  private static List<List<Object>> sortKeys(List<Document> documents, Document sort) {
    return documents.stream()
        .map(document ->
            sort.keySet().stream()
                .map(field ->
                    (Object)
                        String.valueOf(
                            document.getEmbedded(List.of(field.split("\\.", -1)), Object.class)))
                .map(QueryPlannerIT::sameNumber)
                .toList())
        .toList();
  }

  /** 1, 1.0 and 1L have the same place in an order. */
  private static Object sameNumber(Object text) {
    return text.toString().replaceFirst("^(\\d+)\\.0$", "$1");
  }
}
