package dev.batuta.agent.task;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.message.ProgressMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far a handler is: {@code Progress.of("reading prices",
 * 40).using("price_list").showing(rows)}.
 *
 * @param step what is being done; null for nothing new
 * @param percent 0 to 100; values outside are cut off
 * @param intermediate what is known so far; null for nothing
 * @param tools names of the tools used since the last report
 */
public record Progress(
    @Nullable String step, int percent, @Nullable JsonNode intermediate, List<String> tools) {
  public Progress {
    percent = Math.clamp(percent, 0, 100);
    tools = List.copyOf(tools);
  }

  /** A step and how much is done. */
  public static Progress of(String step, int percent) {
    return new Progress(step, percent, null, List.of());
  }

  /**
   * The same with what is known so far: any record, map or list.
   *
   * @throws IllegalArgumentException if it has more than 64 KB as JSON: show a part of it, or say
   *     where the whole can be found
   */
  public Progress showing(Object result) {
    JsonNode json = ContractJson.mapper().valueToTree(result);
    if (json.toString().length() > ProgressMessage.LARGEST_INTERMEDIATE) {
      throw new IllegalArgumentException(
          "an intermediate result has at most "
              + ProgressMessage.LARGEST_INTERMEDIATE
              + " characters as JSON");
    }
    return new Progress(step, percent, json, tools);
  }

  /** The same with the names of the tools that were used for it; at most 50. */
  public Progress using(String... names) {
    return new Progress(step, percent, intermediate, List.of(names));
  }
}
