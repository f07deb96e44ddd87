package dev.batuta.embedded.mongo;

import static java.util.Objects.requireNonNull;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code createIndexes} asked for.
 *
 * @param description as the client sent it, with {@code ns}; this is what {@code listIndexes}
 *     answers
 * @param filter the partial filter expression, null for an index over all documents
 * @param expireAfterSeconds age at which documents are deleted, null for an index without expiry
 */
record IndexDefinition(
    Document description,
    String name,
    List<IndexKey> keys,
    boolean unique,
    boolean sparse,
    @Nullable Document filter,
    @Nullable Long expireAfterSeconds) {
  private static final int CANNOT_CREATE_INDEX = 67;

  /**
   * Reads and checks a description.
   *
   * @throws MongoServerError for a kind of index that this server does not have; it refuses rather
   *     than accept and ignore it
   */
  static IndexDefinition parse(Document description) {
    var key = (Document) requireNonNull(description.get("key"), "index description without key");
    List<IndexKey> keys =
        key.entrySet().stream()
            .map(field -> new IndexKey(field.getKey(), ascending(field)))
            .toList();
    if (description.get("collation") instanceof Document collation
        && !"simple".equals(collation.get("locale"))) {
      throw refused("an index with a collation");
    }
    return new IndexDefinition(
        description,
        String.valueOf(description.get("name")),
        keys,
        isTrue(description.get("unique")),
        isTrue(description.get("sparse")),
        (Document) description.get("partialFilterExpression"),
        description.get("expireAfterSeconds") instanceof Number seconds
            ? seconds.longValue()
            : null);
  }

  private static boolean ascending(Map.Entry<String, Object> field) {
    if (field.getKey().contains("$")) {
      throw refused("a wildcard index");
    }
    return switch (field.getValue()) {
      case Number direction -> direction.doubleValue() > 0;
      case String kind when kind.equals("hashed") -> true;
      default -> throw refused("an index of kind " + field.getValue());
    };
  }

  private static MongoServerError refused(String what) {
    return new MongoServerError(
        CANNOT_CREATE_INDEX, "CannotCreateIndex", what + " is not supported by this server");
  }

  private static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case Number number -> number.doubleValue() != 0;
      case null, default -> false;
    };
  }

  boolean sameOptions(IndexDefinition other) {
    return unique == other.unique
        && sparse == other.sparse
        && Objects.equals(filter, other.filter)
        && Objects.equals(expireAfterSeconds, other.expireAfterSeconds)
        && description.get("key") instanceof Document key
        && key.keySet().equals(((Document) requireNonNull(other.description.get("key"))).keySet());
  }
}
