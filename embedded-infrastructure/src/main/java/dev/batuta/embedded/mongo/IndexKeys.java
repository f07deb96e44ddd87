package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which one document stands in an index. A field that is an array gives a key per
 * element; a missing field and an empty array give null.
 *
 * @param keys every combination of the fields' values, each normalized and in field order
 * @param array whether a field was an array, so that one document has several keys
 * @param present whether at least one of the fields exists in the document
 */
record IndexKeys(Set<List<@Nullable Object>> keys, boolean array, boolean present) {

  static IndexKeys of(Document document, List<String[]> paths) {
    List<Walk> walks = new ArrayList<>(paths.size());
    boolean array = false;
    boolean present = false;
    for (String[] path : paths) {
      var walk = new Walk(path);
      walk.visit(document, 0);
      walks.add(walk);
      array |= walk.array;
      present |= walk.present;
    }
    return new IndexKeys(array ? combinations(walks) : Set.of(single(walks)), array, present);
  }

  private static List<@Nullable Object> single(List<Walk> walks) {
    List<@Nullable Object> key = new ArrayList<>(walks.size());
    for (Walk walk : walks) {
      key.add(walk.values.getFirst());
    }
    return key;
  }

  private static Set<List<@Nullable Object>> combinations(List<Walk> walks) {
    Set<List<@Nullable Object>> result = new LinkedHashSet<>();
    result.add(List.of());
    for (Walk walk : walks) {
      Set<List<@Nullable Object>> longer = new LinkedHashSet<>();
      for (List<@Nullable Object> start : result) {
        for (Object value : walk.values) {
          List<@Nullable Object> key = new ArrayList<>(start);
          key.add(value);
          longer.add(key);
        }
      }
      result = longer;
    }
    return result;
  }

  /** Collects the values at one dotted path, through arrays. */
  private static final class Walk {
    private final String[] path;
    private final List<@Nullable Object> values = new ArrayList<>(1);
    private boolean array;
    private boolean present;

    Walk(String[] path) {
      this.path = path;
    }

    void visit(@Nullable Object value, int depth) {
      if (depth == path.length) {
        leaf(value);
        return;
      }
      switch (value) {
        case Document document -> {
          String field = path[depth];
          if (document.containsKey(field)) {
            present |= depth == path.length - 1;
            visit(document.get(field), depth + 1);
          } else {
            values.add(null);
          }
        }
        case Collection<?> elements -> {
          array = true;
          if (elements.isEmpty()) {
            values.add(null);
          }
          byNumber(elements, depth);
          elements.forEach(element -> visit(element, depth));
        }
        case null, default -> values.add(null);
      }
    }

    private void byNumber(Collection<?> elements, int depth) {
      if (elements instanceof List<?> list && path[depth].matches("\\d{1,9}")) {
        int place = Integer.parseInt(path[depth]);
        if (place < list.size()) {
          present |= depth == path.length - 1;
          visit(list.get(place), depth + 1);
        }
      }
    }

    private void leaf(@Nullable Object value) {
      if (value instanceof Collection<?> elements) {
        array = true;
        if (elements.isEmpty()) {
          values.add(null);
        }
        for (Object element : elements) {
          values.add(KeyOrder.normalized(element));
          if (element instanceof Collection<?>) {
            leaf(element);
          }
        }
      } else {
        values.add(KeyOrder.normalized(value));
      }
    }
  }
}
