package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents as they are kept: every decoded message brings its own copies of the field names, which
 * would take a third of the memory; here equal names are one string.
 */
final class LeanDocument {
  private LeanDocument() {}

  /** The same document with shared field names. */
  static Document of(Document document) {
    Document lean = new Document();
    for (Map.Entry<String, Object> field : document.entrySet()) {
      lean.put(field.getKey().intern(), value(field.getValue()));
    }
    return lean;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Document document) {
      return of(document);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> lean = new ArrayList<>(list.size());
      list.forEach(each -> lean.add(value(each)));
      return lean;
    }
    return value;
  }
}
