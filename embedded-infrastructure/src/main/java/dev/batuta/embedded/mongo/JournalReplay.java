package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the state of a backend, which has no change log yet, from an image. */
final class JournalReplay {
  private static final Logger log = LoggerFactory.getLogger(JournalReplay.class);

  private JournalReplay() {}

  static void into(IndexedBackend backend, JournalImage image) throws IOException {
    Map<String, MongoCollection<Integer>> collections = new HashMap<>();
    for (String namespace : image.namespaces()) {
      collections.put(
          namespace,
          database(backend, namespace)
              .createCollectionOrThrowIfExists(
                  namespace.substring(namespace.indexOf('.') + 1),
                  CollectionOptions.withDefaults()));
    }
    int[] documents = {0};
    image.forEachDocument(put -> {
      MongoCollection<Integer> collection = collections.get(put.namespace());
      if (collection != null) {
        collection.addDocument(put.document());
        documents[0]++;
      }
    });
    for (String namespace : image.namespaces()) {
      for (Document description : image.indexes(namespace)) {
        database(backend, namespace).addIndex(description);
      }
    }
    log.atInfo()
        .addKeyValue("collections", collections.size())
        .addKeyValue("documents", documents[0])
        .log("kept documents read");
  }

  private static IndexedDatabase database(IndexedBackend backend, String namespace) {
    return backend.database(namespace.substring(0, namespace.indexOf('.')));
  }
}
