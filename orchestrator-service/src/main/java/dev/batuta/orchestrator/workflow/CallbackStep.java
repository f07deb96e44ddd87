package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits for someone outside: a person with the tenant's credentials (an approval), a program that
 * calls the signed address {@code context.callbacks.<id>}, or an event. Its output is what was
 * sent.
 *
 * @param id name of the step
 * @param event what else ends the wait; null for only a call
 * @param details what whoever decides should see: an expression per field
 * @param timeout how long it waits; the step then fails with {@code timed_out}
 * @param next the step that follows; null to end its list
 * @param onFailure the step that follows after the timeout; null to let the failure go up
 */
@JsonTypeName("callback")
public record CallbackStep(
    String id,
    @Nullable Event event,
    Map<String, String> details,
    Duration timeout,
    @Nullable String next,
    @Nullable String onFailure)
    implements Step {
  /**
   * An event that ends the wait.
   *
   * @param type its type
   * @param filter an expression over {@code event} and the run that must be true; null for any
   */
  public record Event(String type, @Nullable String filter) {
    public Event {
      Objects.requireNonNull(type, "an event needs a type");
    }
  }

  public CallbackStep {
    Objects.requireNonNull(id, "a step needs an id");
    Objects.requireNonNull(timeout, "a callback step needs a timeout");
    details = details == null ? Map.of() : Map.copyOf(details);
  }

  @Override
  public @Nullable String afterFailure() {
    return onFailure;
  }

  @Override
  public Map<String, String> expressions() {
    return new Places()
        .add("/event/filter", event == null ? null : event.filter())
        .addAll("/details", details)
        .all();
  }
}
