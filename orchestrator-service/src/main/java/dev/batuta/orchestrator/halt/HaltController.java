package dev.batuta.orchestrator.halt;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Caller;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The switch that stops all work of the caller's tenant. */
@RestController
@RequestMapping("/api/v1/halt")
class HaltController {
  private static final int LONGEST_REASON = 500;

  private final Halts halts;

  HaltController(Halts halts) {
    this.halts = halts;
  }

  /**
   * Body of {@code POST /api/v1/halt}.
   *
   * @param reason for those who find it halted; at most 500 characters
   */
  record Wish(@Nullable String reason) {}

  /** Whether the tenant is halted; since when, why and by whom if it ever was. */
  record Halt(
      TenantId tenantId,
      boolean halted,
      @Nullable String reason,
      @Nullable String by,
      @Nullable Instant since) {
    static Halt of(HaltState state) {
      return new Halt(state.tenantId(), state.halted(), state.reason(), state.by(), state.since());
    }
  }

  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE, Role.PLATFORM_ADMIN})
  Halt show(TenantId tenant) {
    return halts
        .find(tenant)
        .map(Halt::of)
        .orElseGet(() -> new Halt(tenant, false, null, null, null));
  }

  /** Begins nothing of the tenant any more; what is at work may end its step. */
  @PostMapping
  @RolesAllowed({Role.TENANT_ADMIN, Role.PLATFORM_ADMIN})
  Halt halt(TenantId tenant, Caller caller, @RequestBody(required = false) @Nullable Wish wish) {
    String reason = wish == null ? null : wish.reason();
    if (reason != null && reason.length() > LONGEST_REASON) {
      throw ProblemException.field("#/reason", "reason has at most 500 characters");
    }
    return Halt.of(halts.order(tenant, true, reason, caller.subject()));
  }

  /** Lets everything go on from where it stood. */
  @DeleteMapping
  @RolesAllowed({Role.TENANT_ADMIN, Role.PLATFORM_ADMIN})
  Halt lift(TenantId tenant, Caller caller) {
    return Halt.of(halts.order(tenant, false, null, caller.subject()));
  }
}
