package dev.batuta.starter.security;

import dev.batuta.contracts.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
}
