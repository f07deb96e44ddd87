package dev.batuta.management.apikey;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.management.tenant.TenantStore;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys over HTTP. */
@RestController
class ApiKeyController {
  private static final int LONGEST_LABEL = 80;
  private static final Set<String> TENANT_ROLES =
      Set.of(Role.TENANT_ADMIN, Role.OPERATOR, Role.VIEWER);

  private final ApiKeys keys;
  private final TenantStore tenants;

  ApiKeyController(ApiKeys keys, TenantStore tenants) {
    this.keys = keys;
    this.tenants = tenants;
  }

  /**
   * What is asked for.
   *
   * @param label at most 80 characters; null for none
   * @param roles what it allows; null for all that a tenant's key can have
   */
  record NewKey(@Nullable String label, @Nullable Set<String> roles) {}

  /** A new key; {@code apiKey} is shown this once. */
  record MadeKey(
      String apiKey,
      String prefix,
      @Nullable TenantId tenantId,
      Set<String> roles,
      @Nullable String label) {}

  /** A key without its secret. */
  record KeyEntry(
      String prefix,
      Set<String> roles,
      @Nullable String label,
      Instant createdAt,
      @Nullable Instant revokedAt) {}

  /** All keys of a tenant. */
  record KeyList(List<KeyEntry> items) {}

  @PostMapping("/api/v1/tenants/{tenant_id}/api-keys")
  @RolesAllowed(Role.PLATFORM_ADMIN)
  ResponseEntity<MadeKey> createFor(
      @PathVariable("tenant_id") String tenantId,
      @RequestBody(required = false) @Nullable NewKey wish) {
    return make(existing(tenantId), wish);
  }

  @PostMapping("/api/v1/api-keys")
  @RolesAllowed(Role.TENANT_ADMIN)
  ResponseEntity<MadeKey> create(
      TenantId tenant, @RequestBody(required = false) @Nullable NewKey wish) {
    return make(tenant, wish);
  }

  @GetMapping("/api/v1/api-keys")
  @RolesAllowed(Role.TENANT_ADMIN)
  KeyList list(TenantId tenant) {
    return new KeyList(
        keys.ofTenant(tenant).stream()
            .map(key ->
                new KeyEntry(
                    key.prefix(),
                    sorted(key.roles()),
                    key.label(),
                    key.createdAt(),
                    key.revokedAt()))
            .toList());
  }

  @DeleteMapping("/api/v1/api-keys/{prefix}")
  @RolesAllowed(Role.TENANT_ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(TenantId tenant, @PathVariable String prefix) {
    if (!keys.revoke(tenant, prefix)) {
      throw ProblemException.notFound("API key", prefix);
    }
  }

  private ResponseEntity<MadeKey> make(TenantId tenant, @Nullable NewKey wish) {
    String label = wish == null ? null : wish.label();
    Set<String> roles = wish == null || wish.roles() == null ? TENANT_ROLES : wish.roles();
    if (label != null && (label.isBlank() || label.length() > LONGEST_LABEL)) {
      throw ProblemException.field("#/label", "label has 1 to " + LONGEST_LABEL + " characters");
    }
    if (roles.isEmpty() || !TENANT_ROLES.containsAll(roles)) {
      throw ProblemException.field("#/roles", "roles are one or more of " + sorted(TENANT_ROLES));
    }
    return switch (keys.make(tenant, roles, label)) {
      case ApiKeys.Outcome.Made(String text, ApiKey key) ->
          ResponseEntity.status(HttpStatus.CREATED)
              .cacheControl(CacheControl.noStore())
              .body(
                  new MadeKey(
                      text, key.prefix(), key.tenantId(), sorted(key.roles()), key.label()));
      case ApiKeys.Outcome.TooMany() ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "The tenant has %d keys; revoke one first.".formatted(ApiKeys.MOST_KEYS));
    };
  }

  private TenantId existing(String text) {
    try {
      TenantId tenant = new TenantId(text);
      if (tenants.find(tenant).isPresent()) {
        return tenant;
      }
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.field("#/tenant_id", String.valueOf(malformed.getMessage()));
    }
    throw ProblemException.notFound("tenant", text);
  }

  private static Set<String> sorted(Set<String> roles) {
    return new TreeSet<>(roles);
  }
}
