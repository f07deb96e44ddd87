package dev.batuta.orchestrator.claim;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.claim.Claim;
import dev.batuta.starter.claim.ClaimStore;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shows the large payloads and results of a tenant. */
@RestController
@RequestMapping("/api/v1/claims")
class ClaimController {
  private final ClaimStore claims;

  ClaimController(ClaimStore claims) {
    this.claims = claims;
  }

  /** The value that was kept aside. */
  @GetMapping("/{id}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  JsonNode show(TenantId tenant, @PathVariable("id") String id) {
    if (!Claim.isId(id)) {
      throw ProblemException.notFound("claim", id);
    }
    return claims.find(tenant, id).orElseThrow(() -> ProblemException.notFound("claim", id));
  }
}
