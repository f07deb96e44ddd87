package dev.batuta.management.tenant;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;

/**
 * A company that uses the platform.
 *
 * @param id its identity, see {@link #tenantId}; a string, because only ordinary fields of typed
 *     ids are stored as bare strings
 * @param name what its customers call it
 * @param country ISO 3166-1 alpha-2
 * @param currency ISO 4217
 * @param locale BCP 47
 * @param timeZone IANA name
 * @param status whether it is served
 * @param branding how its documents look
 * @param tier what it has subscribed to; null in a tenant of an older build: {@code starter}
 * @param businessHours its opening times by day, in their JSON form; null for the usual ones
 * @param createdAt when it was asked for
 * @param updatedAt when it last changed
 */
@Document("tenants")
public record Tenant(
    @MongoId String id,
    String name,
    String country,
    String currency,
    String locale,
    String timeZone,
    TenantStatus status,
    Branding branding,
    @Nullable TenantTier tier,
    @Nullable Map<String, List<String>> businessHours,
    Instant createdAt,
    Instant updatedAt) {

  /** Its identity. */
  public TenantId tenantId() {
    return new TenantId(id);
  }

  Tenant withStatus(TenantStatus next, Instant now) {
    return new Tenant(
        id,
        name,
        country,
        currency,
        locale,
        timeZone,
        next,
        branding,
        tier,
        businessHours,
        createdAt,
        now);
  }

  TenantDescription description() {
    return new TenantDescription(
        tenantId(),
        name,
        country,
        currency,
        locale,
        timeZone,
        status,
        branding,
        tier == null ? TenantTier.STARTER : tier,
        businessHours == null ? BusinessHours.USUAL : BusinessHours.read(businessHours),
        updatedAt);
  }
}
