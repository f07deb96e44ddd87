package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collection in memory whose queries use sorted indexes and whose changes go to a {@link
 * ChangeLog}. A stored document is never changed: an update stores a new one in its place, so an
 * answer that is still being sent shows one state of each document. All access goes through the
 * lock of the collection.
 */
final class IndexedCollection extends AbstractSynchronizedMongoCollection<Integer> {
  private final Supplier<ChangeLog> changeLog;
  private final List<@Nullable Document> documents = new ArrayList<>();
  private final Deque<Integer> emptyPositions = new ArrayDeque<>();
  private boolean dropped;

  /** While an update runs its candidates are copies, which the library may change in place. */
  private boolean updating;

  private boolean updatingOne;

  IndexedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      CursorRegistry cursors,
      Supplier<ChangeLog> changeLog) {
    super(database, name, options, cursors);
    this.changeLog = changeLog;
  }

  private ChangeLog changes() {
    return dropped || getCollectionName().startsWith("system.") ? ChangeLog.NONE : changeLog.get();
  }

  // ---- reading

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document sort,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document projection) {
    int wanted = updatingOne ? 1 : limit;
    List<OrderedIndex> indexes = orderedIndexes();
    Optional<QueryPlan> plan =
        QueryPlanner.plan(indexes, query, sort, wanted > 0 ? skip + wanted : 0);
    Stream<Document> candidates;
    DocumentComparator order = deriveComparator(sort);
    if (plan.isPresent()) {
      candidates = plan.get().positions().map(this::getDocument);
      order = plan.get().sorted() ? null : order;
    } else {
      Optional<Set<Integer>> union = QueryPlanner.union(indexes, query);
      candidates =
          union.isPresent() ? union.get().stream().map(this::getDocument) : allDocuments(sort);
    }
    QueryResult result =
        matchDocumentsFromStream(
            query, candidates, skip, wanted, updating ? 0 : batchSize, order, projection);
    return updating ? copies(result) : result;
  }

  private static QueryResult copies(QueryResult result) {
    List<Document> copies = new ArrayList<>();
    result.forEach(document -> copies.add(document.clone()));
    return new QueryResult(copies);
  }

  private List<OrderedIndex> orderedIndexes() {
    return getIndexes().stream().map(OrderedIndex.class::cast).toList();
  }

  @Override
  protected QueryResult matchDocuments(
      Document query,
      @Nullable Document sort,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document projection) {
    return matchDocumentsFromStream(
        allDocuments(sort), query, sort, skip, limit, batchSize, projection);
  }

  private Stream<Document> allDocuments(@Nullable Document sort) {
    List<@Nullable Document> inOrder = isNaturalDescending(sort) ? documents.reversed() : documents;
    return inOrder.stream().filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  @Override
  public synchronized int count() {
    return documents.size() - emptyPositions.size();
  }

  @Override
  public synchronized int count(@Nullable Document query, int skip, int limit) {
    return super.count(query, skip, limit);
  }

  @Override
  public synchronized Document getStats() {
    return super.getStats();
  }

  @Override
  public synchronized Document validate() {
    return super.validate();
  }

  @Override
  protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
    return IntStream.range(0, documents.size())
        .filter(position -> documents.get(position) != null)
        .mapToObj(position -> new DocumentWithPosition<>(getDocument(position), position));
  }

  @Override
  protected Document getDocument(Integer position) {
    return Objects.requireNonNull(documents.get(position), "an index points to an empty place");
  }

  /** The place of the stored document with the same _id, null when there is none. */
  @Nullable Integer position(Document document) {
    for (OrderedIndex index : orderedIndexes()) {
      if (index.isPrimary()) {
        return index.getPosition(document);
      }
    }
    return findDocumentPosition(document);
  }

  @Override
  protected @Nullable Integer findDocumentPosition(Document document) {
    int position = documents.indexOf(document);
    return position < 0 ? null : position;
  }

  // ---- changing

  @Override
  public synchronized void addDocument(Document document) {
    super.addDocument(document);
    changes().put(getFullName(), document);
  }

  @Override
  protected Integer addDocumentInternal(Document added) {
    Document document = LeanDocument.of(added);
    Integer free = emptyPositions.poll();
    if (free == null) {
      documents.add(document);
      return documents.size() - 1;
    }
    documents.set(free, document);
    return free;
  }

  @Override
  public synchronized Document updateDocuments(
      Document selector,
      Document update,
      ArrayFilters arrayFilters,
      boolean multi,
      boolean upsert,
      Oplog oplog) {
    updating = true;
    updatingOne = !multi;
    try {
      return super.updateDocuments(selector, update, arrayFilters, multi, upsert, oplog);
    } finally {
      updating = false;
      updatingOne = false;
    }
  }

  @Override
  public synchronized Document findAndModify(Document query) {
    updating = true;
    try {
      return super.findAndModify(query);
    } finally {
      updating = false;
    }
  }

  @Override
  protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
    documents.set(position, LeanDocument.of(newDocument));
    changes().put(getFullName(), newDocument);
  }

  @Override
  public synchronized void removeDocument(Document document) {
    Integer position = position(document);
    if (position != null) {
      Document stored = getDocument(position);
      orderedIndexes().forEach(index -> index.remove(stored, position));
      removeDocument(position);
      changes().delete(getFullName(), stored.get("_id"));
    }
  }

  @Override
  protected void removeDocument(Integer position) {
    documents.set(position, null);
    emptyPositions.add(position);
  }

  /** Deletes up to {@code limit} documents which the index says have expired; answers how many. */
  synchronized int deleteExpired(OrderedIndex index, Instant now, int limit) {
    Long lifetime = index.definition().expireAfterSeconds();
    if (lifetime == null || dropped) {
      return 0;
    }
    var expired =
        new Document(
            index.getKeys().getFirst().getKey(), new Document("$lte", now.minusSeconds(lifetime)));
    Document filter = index.definition().filter();
    Document selector = filter == null ? expired : new Document("$and", List.of(expired, filter));
    return deleteDocuments(selector, limit, NoopOplog.get());
  }

  /** Indexes by which documents expire. */
  synchronized List<OrderedIndex> expiryIndexes() {
    return orderedIndexes().stream()
        .filter(index -> index.definition().expireAfterSeconds() != null)
        .toList();
  }

  // ---- structure

  @Override
  public synchronized void addIndex(Index<Integer> index) {
    int before = getIndexes().size();
    if (index(index.getName()).isEmpty()) {
      fill(index);
    }
    super.addIndex(index);
    if (getIndexes().size() > before && index instanceof OrderedIndex added && !added.isPrimary()) {
      changes().createIndex(getFullName(), added.definition().description());
    }
  }

  /** One document after the other, so that two with the same unique key are found. */
  private void fill(Index<Integer> index) {
    try {
      streamAllDocumentsWithPosition()
          .forEach(stored -> {
            index.checkAdd(stored.getDocument(), this);
            index.add(stored.getDocument(), stored.getPosition(), this);
          });
    } catch (MongoServerError e) {
      throw new IndexBuildFailedException(e, this);
    }
  }

  /** The index of this name, if there is one. */
  synchronized Optional<OrderedIndex> index(String name) {
    return orderedIndexes().stream().filter(index -> index.getName().equals(name)).findFirst();
  }

  @Override
  public synchronized void dropIndex(String name) {
    super.dropIndex(name);
    changes().dropIndex(getFullName(), name);
  }

  @Override
  public synchronized void drop() {
    super.drop();
    changes().drop(getFullName());
    dropped = true;
  }

  @Override
  public synchronized void renameTo(MongoDatabase newDatabase, String newName) {
    String before = getFullName();
    super.renameTo(newDatabase, newName);
    changes().rename(before, getFullName());
  }

  // ---- size, calculated when someone asks: keeping it would encode every document twice

  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected void updateDataSize(int sizeDelta) {
    throw new IllegalStateException("the data size is not tracked");
  }

  @Override
  protected int getDataSize() {
    ByteBuf buffer = Unpooled.buffer();
    try {
      return documents.stream()
          .filter(Objects::nonNull)
          .mapToInt(document -> {
            buffer.clear();
            BsonEncoder.encodeDocument(document, buffer);
            return buffer.writerIndex();
          })
          .sum();
    } finally {
      buffer.release();
    }
  }
}
