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
 * @param link to those who wait
 */
public record AgentTask(
    TaskId id,
    TenantId tenant,
    String type,
    int attempt,
    Instant deadline,
    JsonNode payload,
    TaskLink link) {

  /** A task that is never cancelled, for trying a handler; {@code reporter} hears of progress. */
  public AgentTask(
      TaskId id,
      TenantId tenant,
      String type,
      int attempt,
      Instant deadline,
      JsonNode payload,
      ObjIntConsumer<String> reporter) {
    this(id, tenant, type, attempt, deadline, payload, new Untied(reporter));
  }

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
    progress(Progress.of(step, percent));
  }

  /** Tells whoever watches how far the work is, what is known so far and what was used for it. */
  public void progress(Progress progress) {
    link.report(progress);
  }

  /**
   * Whether nobody waits for the result any more: the task was cancelled, or its deadline has
   * passed. A handler that takes long asks now and then, and ends; what it answers is not used.
   */
  public boolean cancelled() {
    return link.cancelled();
  }

  /**
   * Ends the handler if nobody waits any more.
   *
   * @throws TaskStoppedException then; let it pass
   */
  public void throwIfCancelled() {
    if (cancelled()) {
      throw new TaskStoppedException();
    }
  }

  /**
   * Runs {@code action} when nobody waits any more, at once if that is so already: to break off a
   * call that blocks, for example by closing what it reads from. It runs at most once, on a thread
   * of its own, and not after the handler has returned.
   */
  public void onCancel(Runnable action) {
    link.onCancel(action);
  }

  /** The link of a task that nobody cancels. */
  private record Untied(ObjIntConsumer<String> reporter) implements TaskLink {
    @Override
    public void report(Progress progress) {
      reporter.accept(progress.step(), progress.percent());
    }

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void onCancel(Runnable action) {
      // It never comes to that.
    }
  }
}
