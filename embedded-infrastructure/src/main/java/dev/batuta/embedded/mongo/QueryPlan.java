package dev.batuta.embedded.mongo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How one index answers a query: the parts of it to read, and whether they come in the wanted
 * order.
 *
 * @param prefixes values of the leading fields, one list per part to read; a single empty list
 *     reads everything
 * @param range bounds of the field after the prefix, null for none
 * @param sorted whether the documents come in the order the query asks for
 * @param descending whether the index is read from its end
 * @param rank higher is better
 */
record QueryPlan(
    OrderedIndex index,
    List<List<@Nullable Object>> prefixes,
    Condition.@Nullable Range range,
    boolean sorted,
    boolean descending,
    int rank) {

  /** Positions of the candidate documents, each once. */
  Stream<Integer> positions() {
    Stream<Integer> all = prefixes.stream().flatMap(this::positionsOf);
    if (!index.isMultikey()) {
      return all;
    }
    Set<Integer> seen = new HashSet<>();
    return all.filter(seen::add);
  }

  private Stream<Integer> positionsOf(List<@Nullable Object> prefix) {
    List<@Nullable Object> from = new ArrayList<>(prefix);
    List<@Nullable Object> to = new ArrayList<>(prefix);
    if (range != null) {
      boolean ascending = index.getKeys().get(prefix.size()).isAscending();
      Object low = lowest(range);
      Object high = highest(range);
      // With several keys per document, different elements may fulfil the two bounds.
      if (index.isMultikey() && range.low() != null && range.high() != null) {
        high = highest(new Condition.Range(range.low(), null));
      }
      addIfKnown(from, ascending ? low : high);
      addIfKnown(to, ascending ? high : low);
    }
    Iterator<IndexEntry> entries = index.between(from.toArray(), to.toArray(), descending);
    Iterable<IndexEntry> once = () -> entries;
    return StreamSupport.stream(once.spliterator(), false).map(IndexEntry::position);
  }

  private static void addIfKnown(List<@Nullable Object> key, @Nullable Object bound) {
    if (bound != null) {
      key.add(bound);
    }
  }

  /** A bound on one side stays among values of its own type, as comparisons in queries do. */
  private static @Nullable Object lowest(Condition.Range range) {
    if (range.low() != null) {
      return range.low();
    }
    return switch (range.high()) {
      case Double _ -> Double.NEGATIVE_INFINITY;
      case String _ -> "";
      case Instant _ -> Instant.MIN;
      case null, default -> null;
    };
  }

  private static @Nullable Object highest(Condition.Range range) {
    if (range.high() != null) {
      return range.high();
    }
    return switch (range.low()) {
      case Double _ -> Double.NaN; // after positive infinity in Double.compare
      case Instant _ -> Instant.MAX;
      case null, default -> null;
    };
  }
}
