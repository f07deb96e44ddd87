package dev.batuta.orchestrator.event;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.EventPosted;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.time.IdSource;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes the events of tenants. */
@RestController
@RequestMapping("/api/v1/events")
class EventController {
  private static final Logger log = LoggerFactory.getLogger(EventController.class);
  private static final long KAFKA_SECONDS = 10;

  private final Events events;
  private final IdSource ids;
  private final InstantSource clock;

  EventController(Events events, IdSource ids, InstantSource clock) {
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** What was taken. */
  record Taken(String id, String type, Instant time) {}

  /** Takes an event: it is durable when this answers. The same id twice has the effect of once. */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  Taken post(TenantId tenant, @RequestBody EventBody body) {
    EventPosted event = body.checked(tenant, ids.next().toString(), clock.instant());
    try {
      events.post(event).orTimeout(KAFKA_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException failure) {
      log.atWarn().setCause(failure.getCause()).log("event not taken by Kafka");
      throw new ProblemException(
              ProblemCode.UNAVAILABLE, "The event could not be kept; post it again with its id.")
          .header("Retry-After", "5");
    }
    return new Taken(event.id(), event.eventType(), event.timestamp());
  }
}
