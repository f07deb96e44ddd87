package dev.batuta.management.tenant;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tenants over HTTP. */
@RestController
class TenantController {
  private static final int LARGEST_PAGE = 200;

  private final TenantStore store;
  private final TenantProvisioning provisioning;

  TenantController(TenantStore store, TenantProvisioning provisioning) {
    this.store = store;
    this.provisioning = provisioning;
  }

  /**
   * One page of tenants.
   *
   * @param nextCursor what to ask with for the next page; null on the last
   */
  record TenantPage(List<TenantDescription> items, @Nullable String nextCursor) {}

  @PostMapping("/api/v1/tenants")
  @RolesAllowed(Role.PLATFORM_ADMIN)
  @ResponseStatus(HttpStatus.CREATED)
  TenantDescription create(@RequestBody NewTenant wish) {
    Map<String, String> errors = wish.errors();
    if (!errors.isEmpty()) {
      throw new ProblemException(ProblemCode.INVALID_REQUEST, String.join("; ", errors.values()))
          .with(
              "errors",
              errors.entrySet().stream()
                  .map(
                      error -> Map.of("pointer", "#/" + error.getKey(), "detail", error.getValue()))
                  .toList());
    }
    return switch (provisioning.provision(wish)) {
      case TenantProvisioning.Outcome.Stored(Tenant tenant) -> tenant.description();
      case TenantProvisioning.Outcome.Exists(TenantId id) ->
          throw new ProblemException(
              ProblemCode.ALREADY_EXISTS, "There is a tenant " + id + " already.");
    };
  }

  @GetMapping("/api/v1/tenants")
  @RolesAllowed(Role.PLATFORM_ADMIN)
  TenantPage list(
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ProblemException.field("#/limit", "limit is 1 to " + LARGEST_PAGE);
    }
    List<Tenant> tenants = store.page(cursor == null ? null : parse("#/cursor", cursor), limit);
    String next = tenants.size() < limit ? null : tenants.getLast().tenantId().value();
    return new TenantPage(tenants.stream().map(Tenant::description).toList(), next);
  }

  @GetMapping("/api/v1/tenants/{tenant_id}")
  @RolesAllowed(Role.PLATFORM_ADMIN)
  TenantDescription one(@PathVariable("tenant_id") String id) {
    return describe(parse("#/tenant_id", id));
  }

  @GetMapping("/api/v1/tenant")
  @RolesAllowed({Role.TENANT_ADMIN, Role.OPERATOR, Role.VIEWER, Role.SERVICE})
  TenantDescription own(TenantId tenant) {
    return describe(tenant);
  }

  private TenantDescription describe(TenantId tenant) {
    return store
        .find(tenant)
        .map(Tenant::description)
        .orElseThrow(() -> ProblemException.notFound("tenant", tenant));
  }

  private static TenantId parse(String pointer, String text) {
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.field(pointer, String.valueOf(malformed.getMessage()));
    }
  }
}
