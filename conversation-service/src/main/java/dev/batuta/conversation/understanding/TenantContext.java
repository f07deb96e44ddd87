package dev.batuta.conversation.understanding;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.conversation.intent.Language;
import dev.batuta.starter.tenant.TenantDirectory;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** What of a tenant matters for reading its customers' messages. */
@Component
public class TenantContext {
  private static final String NO_COUNTRY = "ZZ";

  private final TenantDirectory tenants;
  private final InstantSource clock;

  TenantContext(TenantDirectory tenants, InstantSource clock) {
    this.tenants = tenants;
    this.clock = clock;
  }

  /** ISO 3166-1 alpha-2. */
  public String country(TenantId tenant) {
    return tenants.find(tenant).map(TenantDescription::country).orElse(NO_COUNTRY);
  }

  /** BCP 47 tag of the tenant's own language. */
  public String locale(TenantId tenant) {
    return tenants.find(tenant).map(TenantDescription::locale).orElse("es");
  }

  /** The tenant's own language, or Spanish where it is none that is understood. */
  public Language language(TenantId tenant) {
    try {
      return Language.ofTag(locale(tenant));
    } catch (IllegalArgumentException _) {
      return Language.ES;
    }
  }

  /** Today where the tenant is. */
  public LocalDate today(TenantId tenant) {
    ZoneId zone =
        tenants
            .find(tenant)
            .map(description -> ZoneId.of(description.timeZone()))
            .orElse(ZoneOffset.UTC);
    return LocalDate.ofInstant(clock.instant(), zone);
  }
}
