package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import java.time.Instant;

/**
 * What every service knows of a tenant; the newest one per tenant stands on the compacted topic
 * {@code platform.tenants}.
 *
 * @param tenantId the tenant
 * @param name what customers call the company
 * @param country ISO 3166-1 alpha-2, decides taxes and number formats
 * @param currency ISO 4217, the tenant's home currency
 * @param locale BCP 47, the language when a customer's own is not known
 * @param timeZone IANA name
 * @param status whether it is served
 * @param branding how its documents look
 * @param tier what it has subscribed to; {@code starter} when absent
 * @param businessHours when it is open; the usual hours when absent
 * @param updatedAt when this became so
 */
public record TenantDescription(
    TenantId tenantId,
    String name,
    String country,
    String currency,
    String locale,
    String timeZone,
    TenantStatus status,
    Branding branding,
    TenantTier tier,
    BusinessHours businessHours,
    Instant updatedAt)
    implements Message {
  public TenantDescription {
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(name, "name");
    requireNonNull(country, "country");
    requireNonNull(currency, "currency");
    requireNonNull(locale, "locale");
    requireNonNull(timeZone, "time_zone");
    requireNonNull(status, "status");
    requireNonNull(branding, "branding");
    // Descriptions that were written before these fields lack them.
    tier = tier == null ? TenantTier.STARTER : tier;
    businessHours = businessHours == null ? BusinessHours.USUAL : businessHours;
    requireNonNull(updatedAt, "updated_at");
  }
}
