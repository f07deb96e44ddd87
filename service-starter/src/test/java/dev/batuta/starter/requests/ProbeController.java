package dev.batuta.starter.requests;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.starter.security.Caller;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes that succeed, refuse and break. */
@RestController
@RequestMapping("/probe")
class ProbeController {
  /** A body with fields of each kind. */
  record Thing(
      @Nullable Capability capability,
      @Nullable TaskStatus status,
      @Nullable Priority priority,
      @Nullable BigDecimal amount,
      @Nullable Part part) {}

  /** A part of it. */
  record Part(@Nullable Integer pieces, @Nullable List<Integer> sizes) {}

  /** A body that is an object around a list. */
  record Parts(List<Part> parts) {
    Parts {
      parts = List.copyOf(parts);
    }
  }

  /** Who called. */
  record Seen(TenantId tenant, String subject) {}

  @PostMapping("/things")
  @RolesAllowed(Role.OPERATOR)
  Thing thing(@RequestBody Thing thing) {
    return thing;
  }

  @PostMapping("/parts")
  @RolesAllowed(Role.OPERATOR)
  Parts parts(@RequestBody Parts parts) {
    return parts;
  }

  @GetMapping("/seen")
  @RolesAllowed({Role.OPERATOR, Role.PLATFORM_ADMIN})
  Seen seen(TenantId tenant, Caller caller) {
    return new Seen(tenant, caller.subject());
  }

  @GetMapping("/number")
  @RolesAllowed(Role.OPERATOR)
  int number(@RequestParam("pieces") int pieces) {
    return pieces;
  }

  @GetMapping("/broken")
  @RolesAllowed(Role.OPERATOR)
  int broken() {
    throw new IllegalStateException("a secret of the database");
  }

  @GetMapping("/database")
  @RolesAllowed(Role.OPERATOR)
  int database() {
    throw new DataAccessResourceFailureException("10.0.0.7 of something secret");
  }

  @GetMapping("/raced")
  @RolesAllowed(Role.OPERATOR)
  int raced() {
    throw new OptimisticLockingFailureException("version 7 of something secret");
  }
}
