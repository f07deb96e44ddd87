package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every applied change, in the order in which the changes of one collection were applied.
 * Called under the collection's lock.
 */
interface ChangeLog {
  /** The document now has this content. */
  void put(String namespace, Document document);

  /** The document is gone. */
  void delete(String namespace, @Nullable Object id);

  /** The collection exists now. */
  void create(String namespace);

  /** The collection with its documents and indexes is gone. */
  void drop(String namespace);

  /** The collection has another name now. */
  void rename(String namespace, String newNamespace);

  /** The index exists now. */
  void createIndex(String namespace, Document description);

  /** The index is gone. */
  void dropIndex(String namespace, String name);

  /**
   * Refuses when changes cannot be kept at present; called before a change is applied.
   *
   * @throws JournalWriteException with the reason
   */
  void requireWritable();

  /**
   * Returns when every change heard so far would survive the end of the process.
   *
   * @throws JournalWriteException if that cannot be reached
   */
  void settle();

  /** Keeps nothing: for a server in memory, and while kept data is being read back. */
  ChangeLog NONE =
      new ChangeLog() {
        @Override
        public void put(String namespace, Document document) {}

        @Override
        public void delete(String namespace, @Nullable Object id) {}

        @Override
        public void create(String namespace) {}

        @Override
        public void drop(String namespace) {}

        @Override
        public void rename(String namespace, String newNamespace) {}

        @Override
        public void createIndex(String namespace, Document description) {}

        @Override
        public void dropIndex(String namespace, String name) {}

        @Override
        public void requireWritable() {}

        @Override
        public void settle() {}
      };
}
