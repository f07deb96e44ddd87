package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An index whose entries are kept in key order: primary, unique, sparse, partial or plain. Guarded
 * by the lock of its collection.
 */
final class OrderedIndex extends Index<Integer> {
  static final String PRIMARY = "_id_";

  private final IndexDefinition definition;
  private final List<String[]> paths;
  private final NavigableSet<IndexEntry> entries;
  private final QueryMatcher matcher = new DefaultQueryMatcher();
  private boolean multikey;

  OrderedIndex(IndexDefinition definition) {
    super(definition.name(), definition.keys(), definition.sparse());
    this.definition = definition;
    this.paths = definition.keys().stream().map(key -> key.getKey().split("\\.", -1)).toList();
    boolean[] ascending = new boolean[definition.keys().size()];
    for (int i = 0; i < ascending.length; i++) {
      ascending[i] = definition.keys().get(i).isAscending();
    }
    this.entries = new TreeSet<>(new KeyOrder(ascending));
  }

  IndexDefinition definition() {
    return definition;
  }

  boolean isPrimary() {
    return getName().equals(PRIMARY);
  }

  /** Whether some document had an array in an indexed field, so that it has several entries. */
  boolean isMultikey() {
    return multikey;
  }

  @Override
  public boolean isUnique() {
    return definition.unique() || isPrimary();
  }

  @Override
  public boolean hasSameOptions(Index<?> other) {
    return other instanceof OrderedIndex index && definition.sameOptions(index.definition);
  }

  /** Entries that begin with {@code from} up to those that begin with {@code to}, both included. */
  Iterator<IndexEntry> between(@Nullable Object[] from, @Nullable Object[] to, boolean descending) {
    NavigableSet<IndexEntry> range =
        from.length == 0 && to.length == 0
            ? entries
            : entries.subSet(
                new IndexEntry(from, IndexEntry.BEFORE),
                true,
                new IndexEntry(to, IndexEntry.AFTER),
                true);
    return descending ? range.descendingIterator() : range.iterator();
  }

  private IndexKeys keysOf(Document document) {
    IndexKeys keys = IndexKeys.of(document, paths);
    if (keys.array()) {
      getKeyValues(document); // refuses two parallel arrays, as MongoDB does
    }
    return keys;
  }

  private boolean covers(Document document, IndexKeys keys) {
    return (!definition.sparse() || keys.present())
        && (definition.filter() == null || matcher.matches(document, definition.filter()));
  }

  private @Nullable Integer holderOf(@Nullable Object[] key) {
    Iterator<IndexEntry> candidates = between(key, key, false);
    while (candidates.hasNext()) {
      IndexEntry entry = candidates.next();
      // The order takes some different documents with arrays for equal, so equality decides.
      if (Arrays.equals(entry.values(), key)) {
        return entry.position();
      }
    }
    return null;
  }

  @Override
  public @Nullable Integer getPosition(Document document) {
    return isPrimary() ? holderOf(new Object[] {KeyOrder.normalized(document.get("_id"))}) : null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Integer> collection) {
    refuseDuplicate(document, null, collection);
  }

  @Override
  public void checkUpdate(
      Document oldDocument, Document newDocument, MongoCollection<Integer> collection) {
    if (!isPrimary()) { // an update never changes the _id
      refuseDuplicate(
          newDocument, ((IndexedCollection) collection).position(oldDocument), collection);
    }
  }

  private void refuseDuplicate(
      Document document, @Nullable Integer own, MongoCollection<Integer> collection) {
    IndexKeys keys = keysOf(document);
    if (!isUnique() || !covers(document, keys)) {
      return;
    }
    for (List<@Nullable Object> key : keys.keys()) {
      Integer holder = holderOf(key.toArray());
      if (holder != null && !holder.equals(own)) {
        throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(key));
      }
    }
  }

  @Override
  public void add(Document document, Integer position, MongoCollection<Integer> collection) {
    IndexKeys keys = keysOf(document);
    if (covers(document, keys)) {
      multikey |= keys.array();
      keys.keys().forEach(key -> entries.add(new IndexEntry(key.toArray(), position)));
    }
  }

  /** Takes the document, as it was when it was added, out of the index. */
  void remove(Document document, int position) {
    IndexKeys.of(document, paths)
        .keys()
        .forEach(key -> entries.remove(new IndexEntry(key.toArray(), position)));
  }

  @Override
  public void updateInPlace(
      Document oldDocument,
      Document newDocument,
      Integer position,
      MongoCollection<Integer> collection) {
    IndexKeys oldKeys = IndexKeys.of(oldDocument, paths);
    IndexKeys newKeys = IndexKeys.of(newDocument, paths);
    boolean sameCover =
        (definition.filter() == null && !definition.sparse())
            || covers(oldDocument, oldKeys) == covers(newDocument, newKeys);
    if (!sameCover || !oldKeys.keys().equals(newKeys.keys())) {
      remove(oldDocument, position);
      add(newDocument, position, collection);
    }
  }

  @Override
  public Integer remove(Document document) {
    throw new UnsupportedOperationException("removal needs the position; see remove(.., int)");
  }

  @Override
  public boolean canHandle(Document query) {
    return false;
  }

  @Override
  public Iterable<Integer> getPositions(Document query) {
    throw new UnsupportedOperationException("positions are found by QueryPlanner");
  }

  @Override
  public long getCount() {
    return entries.size();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public void drop() {
    entries.clear();
  }
}
