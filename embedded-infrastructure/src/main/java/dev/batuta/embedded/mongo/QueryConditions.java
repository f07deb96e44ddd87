package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a query, through {@code $and}, what every matching document must fulfil. What it does
 * not understand it leaves out: an index then gives more candidates than match, and the matcher has
 * the last word on each.
 */
final class QueryConditions {
  private static final Pattern QUOTED_PREFIX =
      Pattern.compile("\\^\\\\Q(.+?)\\\\E.*", Pattern.DOTALL);
  private static final Pattern PLAIN_PREFIX =
      Pattern.compile("\\^([\\p{L}\\p{N} _:/@-]+)(.?).*", Pattern.DOTALL);

  private final Map<String, Condition> byField = new LinkedHashMap<>();

  private QueryConditions() {}

  static Map<String, Condition> of(Document query) {
    var conditions = new QueryConditions();
    conditions.read(query);
    return conditions.byField;
  }

  private void read(Document query) {
    query.forEach((field, wanted) -> {
      if (field.equals("$and") && wanted instanceof Collection<?> parts) {
        parts.forEach(part -> {
          if (part instanceof Document conjunct) {
            read(conjunct);
          }
        });
      } else if (!field.startsWith("$")) {
        field(field, wanted);
      }
    });
  }

  private void field(String field, @Nullable Object wanted) {
    if (wanted instanceof BsonRegularExpression regex) {
      prefix(field, regex.getPattern(), regex.getOptions());
    } else if (wanted instanceof Document document && isExpression(document)) {
      expression(field, document);
    } else if (isPlannable(wanted)) {
      points(field, List.of(new Single(wanted)));
    }
  }

  private record Single(@Nullable Object value) {}

  private static boolean isExpression(Document document) {
    return document.keySet().stream().anyMatch(key -> key.startsWith("$"));
  }

  private void expression(String field, Document expression) {
    Object low = null;
    Object high = null;
    for (Map.Entry<String, Object> part : expression.entrySet()) {
      Object value = part.getValue();
      switch (part.getKey()) {
        case "$eq" -> {
          if (isPlannable(value)) {
            points(field, List.of(new Single(value)));
          }
        }
        case "$in" -> {
          if (value instanceof Collection<?> values
              && values.stream().allMatch(QueryConditions::isPlannable)) {
            points(field, values.stream().map(Single::new).toList());
          }
        }
        case "$gt", "$gte" -> low = isOrdered(value) ? value : low;
        case "$lt", "$lte" -> high = isOrdered(value) ? value : high;
        case "$regex" -> {
          String options = String.valueOf(expression.getOrDefault("$options", ""));
          if (value instanceof BsonRegularExpression regex) {
            prefix(field, regex.getPattern(), options + regex.getOptions());
          } else if (value instanceof String pattern) {
            prefix(field, pattern, options);
          }
        }
        default -> {
          // no help for an index
        }
      }
    }
    if (low != null || high != null) {
      range(field, new Condition.Range(KeyOrder.normalized(low), KeyOrder.normalized(high)));
    }
  }

  private void points(String field, List<Single> values) {
    Set<@Nullable Object> normalized = new LinkedHashSet<>();
    values.forEach(single -> normalized.add(KeyOrder.normalized(single.value())));
    byField.merge(
        field,
        new Condition.Points(normalized),
        (known, more) ->
            known instanceof Condition.Points points && points.values().size() <= normalized.size()
                ? known
                : more);
  }

  private void range(String field, Condition.Range range) {
    byField.putIfAbsent(field, range);
  }

  /** An anchored, case-sensitive regular expression demands a prefix. */
  private void prefix(String field, String pattern, @Nullable String options) {
    if (options != null && !options.isEmpty()) {
      return;
    }
    Matcher quoted = QUOTED_PREFIX.matcher(pattern);
    Matcher plain = PLAIN_PREFIX.matcher(pattern);
    if (pattern.contains("|")) {
      return;
    }
    String prefix = "";
    if (quoted.matches()) {
      prefix = quoted.group(1);
    } else if (plain.matches()) {
      prefix = plain.group(1);
      if (!plain.group(2).isEmpty() && "*?{".contains(plain.group(2))) {
        prefix = prefix.substring(0, prefix.length() - 1);
      }
    }
    if (!prefix.isEmpty()) {
      range(field, new Condition.Range(prefix, prefix + Character.MAX_VALUE));
    }
  }

  private static boolean isPlannable(@Nullable Object value) {
    return value == null
        || isOrdered(value)
        || value instanceof Boolean
        || value instanceof UUID
        || (value instanceof Document document
            && !document.isEmpty()
            && document.entrySet().stream()
                .allMatch(
                    field -> !field.getKey().startsWith("$") && isPlannable(field.getValue())));
  }

  private static boolean isOrdered(@Nullable Object value) {
    return value instanceof Number
        || value instanceof String
        || value instanceof Instant
        || value instanceof ObjectId;
  }
}
