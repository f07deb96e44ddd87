package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does the same for each item of a list. Its steps see the item and its number as the variables of
 * {@link RunScope}, and of the steps their own item's. Its output is the list of the items'
 * outputs, in the items' order; null for one that failed.
 *
 * @param id name of the step
 * @param items an expression that gives a list of at most 1,000
 * @param concurrency how many items are worked on at once, 1 to 100; 10 when absent
 * @param steps what is done; the first one begins
 * @param output an expression for an item's output; that of its last step when absent
 * @param onItemFailure what happens when an item fails; {@code stop} when absent
 * @param next the step that follows; null to end its list
 * @param onFailure the step that follows when it failed; null to let the failure go up
 */
@JsonTypeName("for_each")
public record ForEachStep(
    String id,
    String items,
    Integer concurrency,
    List<Step> steps,
    @Nullable String output,
    ItemFailure onItemFailure,
    @Nullable String next,
    @Nullable String onFailure)
    implements Step {
  /** Items at the most. */
  static final int MOST_ITEMS = 1_000;

  private static final int CONCURRENCY = 10;

  /** What happens when an item fails. */
  public enum ItemFailure {
    /** The items that are open are cancelled and the step fails. */
    STOP,
    /** The others go on; the step completes. */
    CONTINUE;

    /** The JSON form: lower case. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the JSON form. */
    @JsonCreator
    public static ItemFailure read(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  public ForEachStep {
    Objects.requireNonNull(id, "a step needs an id");
    Objects.requireNonNull(items, "a for_each step needs items");
    steps = List.copyOf(steps);
    concurrency = concurrency == null ? CONCURRENCY : concurrency;
    onItemFailure = onItemFailure == null ? ItemFailure.STOP : onItemFailure;
  }

  @Override
  public @Nullable String afterFailure() {
    return onFailure;
  }

  @Override
  public Map<String, String> expressions() {
    return new Places().add("/items", items).add("/output", output).all();
  }

  @Override
  public Map<String, List<Step>> bodies() {
    return Map.of("/steps", steps);
  }
}
