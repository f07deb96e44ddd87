package dev.batuta.management.apikey;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;

/**
 * A key as it is kept: without its secret.
 *
 * @param prefix its public part, by which it is found and named
 * @param secretHash SHA-256 of the secret in hex; see {@link KeyText#secretHash}
 * @param tenantId whose it is; null for a key of the platform's administrator
 * @param roles what it allows
 * @param label what its owner calls it; null for none
 * @param createdAt when it was made
 * @param revokedAt since when it is refused; null while it is good
 */
@Document("api_keys")
public record ApiKey(
    @MongoId String prefix,
    String secretHash,
    @Nullable TenantId tenantId,
    Set<String> roles,
    @Nullable String label,
    Instant createdAt,
    @Nullable Instant revokedAt) {
  public ApiKey {
    roles = Set.copyOf(roles);
  }
}
