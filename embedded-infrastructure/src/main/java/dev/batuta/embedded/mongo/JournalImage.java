package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a row of journal files adds up to: the collections, their indexes, and where the last
 * content of each living document stands. It holds no document content.
 */
final class JournalImage {
  private final List<Path> files;
  private final Map<String, Collection> collections = new LinkedHashMap<>();

  private static final class Collection {
    private final Map<List<@Nullable Object>, Place> documents = new HashMap<>();
    private final Map<String, Document> indexes = new LinkedHashMap<>();
  }

  private record Place(int file, long offset) {}

  private JournalImage(List<Path> files) {
    this.files = files;
  }

  /** Told about a file that does not end with a whole record. */
  @FunctionalInterface
  interface Incomplete {
    /** The records are whole up to {@code length}; the file is longer. */
    void file(Path file, long length) throws IOException;
  }

  static JournalImage of(List<Path> files, Incomplete incomplete) throws IOException {
    var image = new JournalImage(files);
    for (int i = 0; i < files.size(); i++) {
      int number = i;
      Path file = files.get(i);
      long whole =
          JournalFile.read(
              file, (record, offset) -> image.apply(record, new Place(number, offset)));
      if (whole < Files.size(file)) {
        incomplete.file(file, whole);
      }
    }
    return image;
  }

  private void apply(JournalRecord record, Place place) {
    String namespace = record.namespace();
    switch (record.kind()) {
      case PUT -> collection(namespace).documents.put(id(record), place);
      case DELETE -> collection(namespace).documents.remove(id(record));
      case CREATE -> collections.put(namespace, new Collection());
      case DROP -> collections.remove(namespace);
      case RENAME -> {
        Collection renamed = collections.remove(namespace);
        if (renamed != null) {
          collections.put(String.valueOf(record.key().get("to")), renamed);
        }
      }
      case CREATE_INDEX ->
          collection(namespace).indexes.put(String.valueOf(record.key().get("name")), record.key());
      case DROP_INDEX ->
          collection(namespace).indexes.remove(String.valueOf(record.key().get("name")));
    }
  }

  private Collection collection(String namespace) {
    return collections.computeIfAbsent(namespace, _ -> new Collection());
  }

  private static List<@Nullable Object> id(JournalRecord put) {
    return Collections.singletonList(KeyOrder.normalized(put.key().get("_id")));
  }

  /** The namespaces of the living collections. */
  Set<String> namespaces() {
    return collections.keySet();
  }

  /** The descriptions of the indexes of one collection, naming its present namespace. */
  List<Document> indexes(String namespace) {
    return collection(namespace).indexes.values().stream()
        .map(Document::clone)
        .peek(description -> description.put("ns", namespace))
        .toList();
  }

  /** Receives the living documents. */
  @FunctionalInterface
  interface Documents {
    /** The PUT of one living document, in its collection's present namespace. */
    void document(JournalRecord put) throws IOException;
  }

  /** Reads the files again, in order, and hands out the last content of each living document. */
  void forEachDocument(Documents documents) throws IOException {
    Map<Place, String> living = new HashMap<>();
    collections.forEach((namespace, collection) ->
        collection.documents.values().forEach(place -> living.put(place, namespace)));
    for (int i = 0; i < files.size(); i++) {
      int file = i;
      JournalFile.read(
          files.get(i),
          (record, offset) -> {
            String namespace = living.get(new Place(file, offset));
            if (namespace != null) {
              documents.document(record.in(namespace));
            }
          });
    }
  }
}
