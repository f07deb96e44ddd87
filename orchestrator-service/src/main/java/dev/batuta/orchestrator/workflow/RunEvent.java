package dev.batuta.orchestrator.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a run's history.
 *
 * @param seq counts up from 1 within the run
 * @param event what happened, such as {@code step_completed}
 * @param timestamp when
 * @param step key of the step's execution; null when it was the run as a whole
 * @param detail a reason or a name, never a customer's data; null when there is none
 */
public record RunEvent(
    int seq, String event, Instant timestamp, @Nullable String step, @Nullable String detail) {}
