package dev.batuta.management.tenant;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a tenant is set up; nothing in it is checked until {@link #errors} is
 * empty.
 *
 * @param tenantId its identity
 * @param name 1 to 120 characters
 * @param country ISO 3166-1 alpha-2, such as {@code UY}
 * @param currency ISO 4217, such as {@code UYU}
 * @param locale BCP 47, such as {@code es-UY}
 * @param timeZone IANA name, such as {@code America/Montevideo}
 * @param branding null for a plain look
 * @param tier null for {@code starter}
 * @param businessHours null for Monday to Friday, nine to six
 */
record NewTenant(
    @Nullable TenantId tenantId,
    @Nullable String name,
    @Nullable String country,
    @Nullable String currency,
    @Nullable String locale,
    @Nullable String timeZone,
    @Nullable Branding branding,
    @Nullable TenantTier tier,
    @Nullable BusinessHours businessHours) {
  private static final int LONGEST_NAME = 120;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /** What is wrong, by JSON name of the field; empty if nothing is. */
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (tenantId == null) {
      errors.put("tenant_id", "tenant_id is required");
    }
    if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
      errors.put("name", "name has 1 to 120 characters");
    }
    if (country == null || !COUNTRIES.contains(country)) {
      errors.put("country", "country is an ISO 3166-1 code of two capital letters, such as UY");
    }
    if (currency == null || !isCurrency(currency)) {
      errors.put("currency", "currency is an ISO 4217 code, such as UYU");
    }
    if (locale == null || !isLocale(locale)) {
      errors.put("locale", "locale is a BCP 47 tag, such as es-UY");
    }
    if (timeZone == null || !ZoneId.getAvailableZoneIds().contains(timeZone)) {
      errors.put("time_zone", "time_zone is an IANA name, such as America/Montevideo");
    }
    return errors;
  }

  /**
   * The tenant as it is stored first.
   *
   * @throws IllegalStateException if there are {@link #errors}
   */
  Tenant provisioning(Instant now) {
    if (tenantId == null
        || name == null
        || country == null
        || currency == null
        || locale == null
        || timeZone == null) {
      throw new IllegalStateException("a new tenant without errors was expected: " + errors());
    }
    return new Tenant(
        tenantId.value(),
        name.strip(),
        country,
        currency,
        locale,
        timeZone,
        TenantStatus.PROVISIONING,
        branding == null ? Branding.PLAIN : branding,
        tier == null ? TenantTier.STARTER : tier,
        businessHours == null ? null : businessHours.days(),
        now,
        now);
  }

  private static boolean isCurrency(String code) {
    try {
      return Currency.getInstance(code).getCurrencyCode().equals(code);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isLocale(String tag) {
    try {
      return LANGUAGES.contains(new Locale.Builder().setLanguageTag(tag).build().getLanguage());
    } catch (IllformedLocaleException _) {
      return false;
    }
  }
}
