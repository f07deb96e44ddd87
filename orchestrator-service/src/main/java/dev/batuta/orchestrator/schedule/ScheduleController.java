package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.tenant.TenantDirectory;
import dev.batuta.starter.tracing.Traces;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Makes, shows and changes a tenant's schedules. */
@RestController
@RequestMapping("/api/v1/schedules")
class ScheduleController {
  private static final int LARGEST_PAGE = 200;
  private static final int SHOWN_FIRINGS = 5;

  private final Schedules schedules;
  private final ScheduleStore store;
  private final FiringStore firings;
  private final TenantDirectory tenants;
  private final Traces traces;
  private final InstantSource clock;
  private final ScheduleBody bodies = new ScheduleBody(new Expressions());

  ScheduleController(
      Schedules schedules,
      ScheduleStore store,
      FiringStore firings,
      TenantDirectory tenants,
      Traces traces,
      InstantSource clock) {
    this.schedules = schedules;
    this.store = store;
    this.firings = firings;
    this.tenants = tenants;
    this.traces = traces;
    this.clock = clock;
  }

  @PostMapping
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ResponseEntity<ScheduleView> create(TenantId tenant, @RequestBody JsonNode body) {
    Schedule made =
        schedules
            .create(tenant, read(tenant, body))
            .orElseThrow(() ->
                new ProblemException(
                    ProblemCode.TOO_MANY_SCHEDULES,
                    "The tenant has as many schedules as it may; delete some first."));
    return ResponseEntity.created(URI.create("/api/v1/schedules/" + made.id())).body(view(made));
  }

  /** A tenant's schedules, newest first. */
  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ScheduleView.Page list(
      TenantId tenant,
      @RequestParam(name = "limit", defaultValue = "50") int limit,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    checkLimit(limit);
    List<Schedule> page = store.list(tenant, cursor == null ? null : idOf(cursor), limit + 1);
    boolean more = page.size() > limit;
    List<Schedule> items = more ? page.subList(0, limit) : page;
    return new ScheduleView.Page(
        items.stream().map(this::view).toList(), more ? items.getLast().id().toString() : null);
  }

  @GetMapping("/{schedule_id}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ScheduleView show(TenantId tenant, @PathVariable("schedule_id") String id) {
    return view(find(tenant, id));
  }

  /** Puts another wish in place of the old one; counts and history stay. */
  @PutMapping("/{schedule_id}")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ScheduleView replace(
      TenantId tenant, @PathVariable("schedule_id") String id, @RequestBody JsonNode body) {
    ScheduleSpec wish = read(tenant, body);
    return view(schedules.update(tenant, idOf(id), wish).orElseThrow(() -> unknown(id)));
  }

  @DeleteMapping("/{schedule_id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  void delete(TenantId tenant, @PathVariable("schedule_id") String id) {
    if (!store.delete(tenant, idOf(id))) {
      throw unknown(id);
    }
  }

  @PostMapping("/{schedule_id}/pause")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ScheduleView pause(TenantId tenant, @PathVariable("schedule_id") String id) {
    return unlessEnded(schedules.pause(tenant, idOf(id)).orElseThrow(() -> unknown(id)));
  }

  @PostMapping("/{schedule_id}/resume")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ScheduleView resume(TenantId tenant, @PathVariable("schedule_id") String id) {
    return unlessEnded(schedules.resume(tenant, idOf(id)).orElseThrow(() -> unknown(id)));
  }

  /** Fires at once, in any state, besides what is planned. */
  @PostMapping("/{schedule_id}/run")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ScheduleView.FiringView run(TenantId tenant, @PathVariable("schedule_id") String id) {
    Schedule schedule = find(tenant, id);
    return ScheduleView.FiringView.of(
        schedules.fire(schedule, traces.currentTraceparent()), schedule.spec().target());
  }

  /** The newest firings, also those that wait for their next attempt. */
  @GetMapping("/{schedule_id}/firings")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ScheduleView.History history(
      TenantId tenant,
      @PathVariable("schedule_id") String id,
      @RequestParam(name = "limit", defaultValue = "50") int limit) {
    checkLimit(limit);
    Schedule schedule = find(tenant, id);
    return new ScheduleView.History(
        firings.history(tenant, schedule.id(), limit).stream()
            .map(firing -> ScheduleView.FiringView.of(firing, schedule.spec().target()))
            .toList());
  }

  private ScheduleSpec read(TenantId tenant, JsonNode body) {
    String zone = tenants.find(tenant).map(TenantDescription::timeZone).orElse("UTC");
    return bodies.read(body, zone, clock.instant());
  }

  private ScheduleView view(Schedule schedule) {
    return ScheduleView.of(schedule, schedules.next(schedule, SHOWN_FIRINGS));
  }

  private ScheduleView unlessEnded(Schedule schedule) {
    if (schedule.status() == ScheduleStatus.ENDED) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "The schedule has ended: nothing is planned any more. Replace it to begin anew.");
    }
    return view(schedule);
  }

  private Schedule find(TenantId tenant, String id) {
    return store.find(tenant, idOf(id)).orElseThrow(() -> unknown(id));
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ProblemException.field("#/limit", "limit is 1 to 200");
    }
  }

  private static UUID idOf(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw unknown(text);
    }
  }

  private static ProblemException unknown(String id) {
    return ProblemException.notFound("schedule", id);
  }
}
