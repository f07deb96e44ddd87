package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits; exactly one of the three says for how long.
 *
 * @param id name of the step
 * @param duration a length of time
 * @param until an expression that gives an instant; one that has passed does not wait
 * @param businessTime a length of time that counts only while the tenant is open, by its business
 *     hours, its time zone and the public holidays of its country
 * @param next the step that follows; null to end its list
 */
@JsonTypeName("delay")
public record DelayStep(
    String id,
    @Nullable Duration duration,
    @Nullable String until,
    @Nullable Duration businessTime,
    @Nullable String next)
    implements Step {
  public DelayStep {
    Objects.requireNonNull(id, "a step needs an id");
  }

  @Override
  public Map<String, String> expressions() {
    return new Places().add("/until", until).all();
  }
}
