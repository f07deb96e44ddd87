package dev.batuta.embedded.mongo;

import static java.util.Objects.requireNonNull;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database of {@link IndexedCollection}s. It also corrects what the library answers wrongly:
 * dropping indexes of one collection only, ordered updates, the count of an insert with errors, and
 * an aggregation that begins with {@code $match} uses indexes.
 */
final class IndexedDatabase extends AbstractSynchronizedMongoDatabase<Integer> {
  private final Supplier<ChangeLog> changeLog;
  private final Map<String, IndexedCollection> open = new ConcurrentHashMap<>();
  private @Nullable IndexDefinition definition;

  IndexedDatabase(String name, CursorRegistry cursors, Supplier<ChangeLog> changeLog) {
    super(name, cursors);
    this.changeLog = changeLog;
    initializeNamespacesAndIndexes();
  }

  /** The collections of users, without the library's own. */
  List<IndexedCollection> userCollections() {
    return open.values().stream()
        .filter(collection -> !collection.getCollectionName().startsWith("system."))
        .toList();
  }

  @Override
  protected IndexedCollection openOrCreateCollection(String name, CollectionOptions options) {
    var collection = new IndexedCollection(this, name, options, cursorRegistry, changeLog);
    open.put(name, collection);
    if (!name.startsWith("system.")) {
      changeLog.get().create(collection.getFullName());
    }
    return collection;
  }

  @Override
  public synchronized void dropCollection(String name, Oplog oplog) {
    MongoCollection<Integer> collection = resolveCollection(name, true);
    super.dropCollection(name, oplog);
    MongoCollection<Integer> descriptions = indexes.get();
    if (descriptions != null) {
      descriptions.deleteDocuments(new Document("ns", collection.getFullName()), 0);
    }
  }

  @Override
  public void unregisterCollection(String name) {
    open.remove(name);
    super.unregisterCollection(name);
  }

  @Override
  public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
    super.moveCollection(from, collection, newName);
    open.put(newName, (IndexedCollection) collection);
  }

  // ---- indexes

  @Override
  public synchronized void addIndex(Document description) {
    var parsed = IndexDefinition.parse(description);
    String namespace = String.valueOf(description.get("ns"));
    String collectionName = namespace.substring(getDatabaseName().length() + 1);
    var collection = (IndexedCollection) resolveOrCreateCollection(collectionName);
    Optional<OrderedIndex> existing = collection.index(parsed.name());
    if (existing.isPresent() && existing.get().definition().sameOptions(parsed)) {
      return;
    }
    definition = parsed;
    try {
      super.addIndex(description);
    } finally {
      definition = null;
    }
  }

  @Override
  protected Index<Integer> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new OrderedIndex(requireNonNull(definition, "no index is being created"));
  }

  @Override
  protected Index<Integer> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new OrderedIndex(requireNonNull(definition, "no index is being created"));
  }

  private Document dropIndexes(Document command) {
    String name = String.valueOf(command.get("dropIndexes"));
    MongoCollection<Integer> collection = resolveCollection(name, false);
    MongoCollection<Integer> descriptions = indexes.get();
    if (collection != null && descriptions != null) {
      for (String index : indexNames((IndexedCollection) collection, command.get("index"))) {
        dropIndex(collection, index);
        descriptions.deleteDocuments(
            new Document("ns", collection.getFullName()).append("name", index), 0);
      }
    }
    return okay(new Document());
  }

  private static List<String> indexNames(IndexedCollection collection, @Nullable Object wanted) {
    List<OrderedIndex> droppable =
        collection.getIndexes().stream()
            .map(OrderedIndex.class::cast)
            .filter(index -> !index.isPrimary())
            .toList();
    return switch (wanted) {
      case null -> throw new IndexNotFoundException("dropIndexes needs an index");
      case String all when all.equals("*") ->
          droppable.stream().map(OrderedIndex::getName).toList();
      case Collection<?> names -> names.stream().map(String::valueOf).toList();
      case Document key ->
          droppable.stream()
              .filter(index -> sameKey(index, key))
              .map(OrderedIndex::getName)
              .findFirst()
              .map(List::of)
              .orElseThrow(() -> new IndexNotFoundException(key));
      default -> List.of(String.valueOf(wanted));
    };
  }

  private static boolean sameKey(OrderedIndex index, Document key) {
    return Objects.equals(
        KeyOrder.normalized(index.definition().description().get("key")), KeyOrder.normalized(key));
  }

  // ---- commands

  @Override
  public Document handleCommand(
      Channel channel, String command, Document query, DatabaseResolver resolver, Oplog oplog) {
    return switch (command) {
      case "dropIndexes" -> dropIndexes(query);
      case "insert" ->
          countedInsert(query, super.handleCommand(channel, command, query, resolver, oplog));
      case "update" -> update(channel, query, resolver, oplog);
      case "aggregate" -> {
        Document result = aggregateWithIndex(query, resolver, oplog);
        yield result != null
            ? result
            : super.handleCommand(channel, command, query, resolver, oplog);
      }
      default -> super.handleCommand(channel, command, query, resolver, oplog);
    };
  }

  /** The library counts refused documents as inserted. */
  private static Document countedInsert(Document query, Document result) {
    if (result.get("writeErrors") instanceof List<?> errors && !errors.isEmpty()) {
      int inserted =
          Boolean.TRUE.equals(query.get("ordered"))
              ? number(((Document) errors.getFirst()).get("index"))
              : number(result.get("n")) - errors.size();
      result.put("n", inserted);
    }
    return result;
  }

  /** The library goes on after an error in an ordered batch; so each update is run by itself. */
  private Document update(Channel channel, Document query, DatabaseResolver resolver, Oplog oplog) {
    var updates = (List<?>) requireNonNull(query.get("updates"), "update without updates");
    if (updates.size() < 2 || Boolean.FALSE.equals(query.get("ordered"))) {
      return super.handleCommand(channel, "update", query, resolver, oplog);
    }
    int matched = 0;
    int modified = 0;
    List<Document> upserted = new ArrayList<>();
    List<Document> errors = new ArrayList<>();
    for (int i = 0; i < updates.size() && errors.isEmpty(); i++) {
      Document single = query.clone();
      single.put("updates", List.of(updates.get(i)));
      Document result = super.handleCommand(channel, "update", single, resolver, oplog);
      matched += number(result.get("n"));
      modified += number(result.get("nModified"));
      upserted.addAll(renumbered(result.get("upserted"), i));
      errors.addAll(renumbered(result.get("writeErrors"), i));
    }
    var response = new Document("n", matched).append("nModified", modified);
    if (!upserted.isEmpty()) {
      response.put("upserted", upserted);
    }
    if (!errors.isEmpty()) {
      response.put("writeErrors", errors);
    }
    return okay(response);
  }

  private static List<Document> renumbered(@Nullable Object entries, int index) {
    List<Document> result = new ArrayList<>();
    if (entries instanceof Collection<?> documents) {
      for (Object document : documents) {
        Document copy = ((Document) document).clone();
        copy.put("index", index);
        result.add(copy);
      }
    }
    return result;
  }

  private static int number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }

  /** Runs a leading {@code $match}, with the {@code $sort} after it, as a query; else null. */
  private @Nullable Document aggregateWithIndex(
      Document query, DatabaseResolver resolver, Oplog oplog) {
    MongoCollection<Integer> collection =
        resolveCollection(String.valueOf(query.get("aggregate")), false);
    List<Document> pipeline = Aggregation.parse(query.get("pipeline"));
    if (collection == null
        || pipeline.isEmpty()
        || !(pipeline.getFirst().get("$match") instanceof Document match)
        || match.isEmpty()) {
      return null;
    }
    int taken = 1;
    Document sort = null;
    if (pipeline.size() > 1 && pipeline.get(1).get("$sort") instanceof Document order) {
      sort = order;
      taken = 2;
    }
    int limit = 0;
    if (pipeline.size() > taken && pipeline.get(taken).get("$limit") instanceof Number most) {
      limit = most.intValue();
    }
    Aggregation rest =
        Aggregation.fromPipeline(
            pipeline.subList(taken, pipeline.size()), resolver, this, collection, oplog);
    rest.validate(query);
    var selector = new Document("$query", match);
    if (sort != null) {
      selector.put("$orderby", sort);
    }
    List<Document> found =
        collection.handleQuery(selector, 0, Math.max(0, limit)).collectDocuments();
    var cursor =
        new Document("id", 0L)
            .append("ns", collection.getFullName())
            .append("firstBatch", rest.runStages(found.stream()));
    return okay(new Document("cursor", cursor));
  }

  static Document okay(Document response) {
    response.put("ok", 1.0);
    return response;
  }

  @Override
  protected long getStorageSize() {
    return 0;
  }

  @Override
  protected long getFileSize() {
    return 0;
  }
}
