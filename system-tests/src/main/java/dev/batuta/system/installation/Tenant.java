package dev.batuta.system.installation;

import dev.batuta.contracts.TenantId;

/**
 * A customer of the installation.
 *
 * @param id which
 * @param key its API key
 */
public record Tenant(TenantId id, String key) {
  @Override
  public String toString() {
    return "Tenant[" + id + "]";
  }
}
