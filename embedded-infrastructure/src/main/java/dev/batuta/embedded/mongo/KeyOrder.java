package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of index entries: field by field in the BSON comparison order (turned round for a
 * descending field), then by position, so that every entry is different.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">BSON
 *     comparison order</a>
 */
final class KeyOrder implements Comparator<IndexEntry> {
  private final boolean[] ascending;

  KeyOrder(boolean[] ascending) {
    this.ascending = ascending.clone();
  }

  @Override
  public int compare(IndexEntry a, IndexEntry b) {
    @Nullable Object[] left = a.values();
    @Nullable Object[] right = b.values();
    int shared = Math.min(left.length, right.length);
    for (int i = 0; i < shared; i++) {
      int order = compareValues(left[i], right[i]);
      if (order != 0) {
        return ascending[i] ? order : -order;
      }
    }
    // A shorter entry is a probe for "before" or "after all entries with this prefix".
    if (left.length < right.length) {
      return a.position() == IndexEntry.BEFORE ? -1 : 1;
    }
    if (right.length < left.length) {
      return b.position() == IndexEntry.BEFORE ? 1 : -1;
    }
    return Integer.compare(a.position(), b.position());
  }

  static int compareValues(@Nullable Object a, @Nullable Object b) {
    if (a instanceof String left && b instanceof String right) {
      return left.compareTo(right);
    }
    if (a instanceof Double left && b instanceof Double right) {
      return Double.compare(left, right);
    }
    if (a instanceof Instant left && b instanceof Instant right) {
      return left.compareTo(right);
    }
    if (a instanceof ObjectId left && b instanceof ObjectId right) {
      return left.compareTo(right);
    }
    try {
      return ValueComparator.ascWithoutListHandling().compare(a, b);
    } catch (UnsupportedOperationException typeWithoutOrder) {
      return String.valueOf(a).compareTo(String.valueOf(b));
    }
  }

  /**
   * The form in which values are compared for equality: numbers of all types as double (a long that
   * a double cannot hold stays a long), missing as null; inside documents and arrays too.
   */
  static @Nullable Object normalized(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Missing _ -> null;
      case Long number when number != (long) number.doubleValue() -> number;
      case Decimal128 number -> number.doubleValue() + 0.0;
      case Number number -> number.doubleValue() + 0.0;
      case Map<?, ?> map -> {
        var result = new Document();
        map.forEach((key, inner) -> result.put((String) key, normalized(inner)));
        yield result;
      }
      case Collection<?> collection -> {
        List<@Nullable Object> result = new ArrayList<>(collection.size());
        collection.forEach(inner -> result.add(normalized(inner)));
        yield result;
      }
      default -> value;
    };
  }
}
