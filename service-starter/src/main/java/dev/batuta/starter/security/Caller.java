package dev.batuta.starter.security;

import dev.batuta.contracts.TenantId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who calls, as the checked token says. A controller may take it, or just the {@link TenantId}, as
 * a parameter.
 *
 * @param subject the person, key or service
 * @param tenant for which tenant; null only for a platform administrator
 * @param roles see {@link Role}
 */
public record Caller(String subject, @Nullable TenantId tenant, Set<String> roles) {
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Who a token speaks for; it was checked before. */
  public static Caller of(Jwt jwt) {
    String tenant = jwt.getClaimAsString(CallerArgumentResolver.TENANT_CLAIM);
    List<String> roles = jwt.getClaimAsStringList(CallerArgumentResolver.ROLES_CLAIM);
    String subject = jwt.getSubject();
    return new Caller(
        subject == null ? "unknown" : subject,
        tenant == null ? null : new TenantId(tenant),
        roles == null ? Set.of() : Set.copyOf(roles));
  }
}
