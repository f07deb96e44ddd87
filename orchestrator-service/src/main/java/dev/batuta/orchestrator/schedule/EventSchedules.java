package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.ContractJson;
import dev.batuta.orchestrator.event.EventReceived;
import dev.batuta.orchestrator.expression.ExpressionException;
import dev.batuta.orchestrator.expression.Expressions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.node.ObjectNode;

/** Finds the schedules that an event makes fire, and has their firings wait for the monitor. */
class EventSchedules {
  private static final int AT_ONCE = 500;

  private final ScheduleStore store;
  private final Schedules schedules;
  private final Firings firings;
  private final Expressions expressions;

  EventSchedules(
      ScheduleStore store, Schedules schedules, Firings firings, Expressions expressions) {
    this.store = store;
    this.schedules = schedules;
    this.firings = firings;
    this.expressions = expressions;
  }

  @EventListener
  void on(EventReceived event) {
    List<Schedule> page = store.onEvent(event.tenantId(), event.type(), "", AT_ONCE);
    while (!page.isEmpty()) {
      page.forEach(schedule -> consider(schedule, event));
      page =
          page.size() < AT_ONCE
              ? List.of()
              : store.onEvent(
                  event.tenantId(), event.type(), page.getLast().id().toString(), AT_ONCE);
    }
  }

  private void consider(Schedule schedule, EventReceived event) {
    if (!(schedule.spec().trigger() instanceof Trigger.Event trigger)) {
      return;
    }
    Instant now = firings.now();
    Instant starts = schedule.spec().startsAt();
    Instant ends = schedule.spec().endsAt();
    if ((starts != null && now.isBefore(starts)) || (ends != null && now.isAfter(ends))) {
      return;
    }
    ObjectNode facts = event.json();
    try {
      if (holds(trigger.filter(), facts, now)) {
        schedules.fire(schedule, event.id(), facts, event.traceparent());
      }
    } catch (ExpressionException | IllegalStateException failure) {
      // Coming again would not help, and would hold up the other schedules of this event.
      if (!Firings.reason(failure).equals(schedule.lastError())) {
        store.failed(schedule, Firings.reason(failure));
      }
    }
  }

  private boolean holds(@Nullable String filter, ObjectNode event, Instant now) {
    if (filter == null) {
      return true;
    }
    ObjectNode scope = ContractJson.mapper().createObjectNode();
    scope.set("event", event);
    return expressions.holds(filter, scope, now);
  }
}
