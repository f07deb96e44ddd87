package dev.batuta.orchestrator.schedule;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What makes a schedule fire. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
sealed interface Trigger {
  /** One moment. */
  @JsonTypeName("once")
  record Once(Instant at) implements Trigger {}

  /**
   * Again and again, in elapsed time: the clock of no zone has to do with it. Counted from the
   * schedule's {@code starts_at}, which is the first one, or from its creation.
   *
   * @param every at least one second
   */
  @JsonTypeName("recurring")
  record Recurring(Duration every) implements Trigger {}

  /**
   * By the clock and the calendar of a zone, see {@link CronTimes}.
   *
   * @param expression five fields from minutes on, six from seconds on, or a word such as
   *     {@code @daily}
   * @param timeZone IANA name
   */
  @JsonTypeName("cron")
  record Cron(String expression, String timeZone) implements Trigger {}

  /**
   * Each event of a type for which a condition holds.
   *
   * @param type what has happened
   * @param filter a CEL condition over {@code event}; null for every one
   */
  @JsonTypeName("event")
  record Event(String type, @Nullable String filter) implements Trigger {}
}
