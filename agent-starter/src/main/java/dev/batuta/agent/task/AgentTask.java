package dev.batuta.agent.task;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.function.ObjIntConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A task as a handler sees it.
 *
 * @param id the same over all attempts; the key for idempotent effects
 * @param tenant whose task it is
 * @param type what the task is called
 * @param attempt which try, from 1
 * @param deadline after which nobody waits for the result of this attempt
 * @param payload the input
 * @param reporter hears of progress
 */
public record AgentTask(
    TaskId id,
    TenantId tenant,
    String type,
    int attempt,
    Instant deadline,
    JsonNode payload,
    ObjIntConsumer<String> reporter) {

  /**
   * Reads the payload as a record.
   *
   * @throws InvalidPayloadException if it has another form; the task then fails for good
   */
  public <T> T payload(Class<T> type) {
    try {
      return ContractJson.mapper().treeToValue(payload, type);
    } catch (JacksonException invalid) {
      throw new InvalidPayloadException(
          "the payload is not a " + type.getSimpleName() + ": " + invalid.getOriginalMessage(),
          invalid);
    }
  }

  /**
   * Tells whoever watches how far the work is.
   *
   * @param step what is being done
   * @param percent 0 to 100
   */
  public void progress(String step, int percent) {
    reporter.accept(step, percent);
  }
}
