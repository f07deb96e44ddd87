package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the index for a query by rule, without statistics: most equal fields first, then an index
 * that gives the wanted order when a limit can end the reading early, then a range. Every candidate
 * is still matched against the whole query, so a choice can cost time but never a wrong answer.
 */
final class QueryPlanner {
  private static final int MOST_PARTS = 1_000;

  private QueryPlanner() {}

  /** Where to look for the documents, or empty when only reading all of them is right. */
  static Optional<QueryPlan> plan(
      List<OrderedIndex> indexes, Document query, @Nullable Document sort, int limit) {
    Map<String, Condition> conditions = QueryConditions.of(query);
    return indexes.stream()
        .map(index -> plan(index, conditions, query, sort, limit))
        .flatMap(Optional::stream)
        .max(Comparator.comparingInt(QueryPlan::rank));
  }

  /**
   * Candidate positions for a query whose only use of indexes is in a top-level {@code $or}: the
   * union of its branches, when each has an index.
   */
  static Optional<Set<Integer>> union(List<OrderedIndex> indexes, Document query) {
    if (!(query.get("$or") instanceof Collection<?> branches)) {
      return Optional.empty();
    }
    Set<Integer> positions = new LinkedHashSet<>();
    for (Object branch : branches) {
      Optional<Stream<Integer>> found =
          branch instanceof Document document
              ? plan(indexes, document, null, 0).map(QueryPlan::positions)
              : Optional.empty();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      found.get().forEach(positions::add);
    }
    return Optional.of(positions);
  }

  private static Optional<QueryPlan> plan(
      OrderedIndex index,
      Map<String, Condition> conditions,
      Document query,
      @Nullable Document sort,
      int limit) {
    List<IndexKey> keys = index.getKeys();
    List<List<@Nullable Object>> prefixes = new ArrayList<>();
    prefixes.add(List.of());
    int equal = 0;
    boolean present = false;
    while (equal < keys.size()
        && conditions.get(keys.get(equal).getKey()) instanceof Condition.Points points
        && prefixes.size() * points.values().size() <= MOST_PARTS) {
      prefixes = longer(prefixes, points.values());
      present |= points.impliesPresence();
      equal++;
    }
    Condition.Range range =
        equal < keys.size()
                && conditions.get(keys.get(equal).getKey()) instanceof Condition.Range between
            ? between
            : null;
    present |= range != null;
    Optional<Boolean> descending =
        prefixes.size() == 1 && !index.isMultikey() ? order(keys, equal, sort) : Optional.empty();
    boolean useful = equal > 0 || range != null || (descending.isPresent() && limit > 0);
    if (!useful || !holdsAllMatches(index, conditions, query, present)) {
      return Optional.empty();
    }
    boolean exact = index.isUnique() && equal == keys.size();
    int rank =
        (exact ? 1_000 : 0)
            + equal * 10
            + (range == null ? 0 : 5)
            + (descending.isEmpty() ? 0 : limit > 0 ? 8 : 1);
    return Optional.of(
        new QueryPlan(
            index, prefixes, range, descending.isPresent(), descending.orElse(false), rank));
  }

  private static List<List<@Nullable Object>> longer(
      List<List<@Nullable Object>> prefixes, Set<@Nullable Object> values) {
    List<List<@Nullable Object>> result = new ArrayList<>();
    for (List<@Nullable Object> prefix : prefixes) {
      for (Object value : values) {
        List<@Nullable Object> next = new ArrayList<>(prefix);
        next.add(value);
        result.add(next);
      }
    }
    return result;
  }

  /**
   * Whether the index gives the order, and if so whether it must be read backwards. Fields fixed by
   * equality do not matter for the order.
   */
  private static Optional<Boolean> order(List<IndexKey> keys, int equal, @Nullable Document sort) {
    if (sort == null || sort.isEmpty()) {
      return Optional.empty();
    }
    Set<String> fixed = new LinkedHashSet<>();
    keys.subList(0, equal).forEach(key -> fixed.add(key.getKey()));
    Boolean descending = null;
    int place = equal;
    for (Map.Entry<String, Object> field : sort.entrySet()) {
      if (fixed.contains(field.getKey())) {
        continue;
      }
      if (place >= keys.size()
          || !keys.get(place).getKey().equals(field.getKey())
          || !(field.getValue() instanceof Number direction)) {
        return Optional.empty();
      }
      boolean turned = (direction.doubleValue() > 0) != keys.get(place).isAscending();
      if (descending != null && descending != turned) {
        return Optional.empty();
      }
      descending = turned;
      place++;
    }
    return Optional.of(descending != null && descending);
  }

  /** A sparse or partial index may be used only when no matching document can be missing in it. */
  private static boolean holdsAllMatches(
      OrderedIndex index, Map<String, Condition> conditions, Document query, boolean present) {
    if (index.definition().sparse() && !present) {
      return false;
    }
    Document filter = index.definition().filter();
    return filter == null
        || filter.entrySet().stream().allMatch(part -> implied(part, conditions, query));
  }

  private static boolean implied(
      Map.Entry<String, Object> part, Map<String, Condition> conditions, Document query) {
    String field = part.getKey();
    Object wanted = part.getValue();
    if (field.equals("$and") && wanted instanceof Collection<?> parts) {
      return parts.stream()
          .allMatch(inner ->
              inner instanceof Document document
                  && document.entrySet().stream()
                      .allMatch(entry -> implied(entry, conditions, query)));
    }
    if (field.startsWith("$")) {
      return false;
    }
    if (query.containsKey(field) && Objects.equals(query.get(field), wanted)) {
      return true;
    }
    Condition condition = conditions.get(field);
    if (wanted instanceof Document document
        && document.equals(new Document("$exists", true))
        && condition != null) {
      return condition.impliesPresence();
    }
    var matcher = new DefaultQueryMatcher();
    return condition instanceof Condition.Points points
        && points.impliesPresence()
        && !points.values().isEmpty()
        && points.values().stream()
            .allMatch(
                value -> matcher.matches(new Document("v", value), new Document("v", wanted)));
  }
}
