package dev.batuta.management.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.TenantStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NewTenantTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void a_complete_wish_becomes_a_tenant_that_is_being_set_up_with_a_plain_look() {
    Tenant tenant = wish("UY", "UYU", "es-UY", "America/Montevideo").provisioning(NOW);

    assertThat(tenant.status()).isEqualTo(TenantStatus.PROVISIONING);
    assertThat(tenant.branding()).isEqualTo(Branding.PLAIN);
    assertThat(tenant.name()).isEqualTo("Acme");
    assertThat(tenant.createdAt()).isEqualTo(NOW);
  }

  @Test
  void every_missing_field_is_named() {
    NewTenant wish = new NewTenant(null, null, null, null, null, null, null, null, null);

    assertThat(wish.errors())
        .containsOnlyKeys("tenant_id", "name", "country", "currency", "locale", "time_zone");
    assertThatThrownBy(() -> wish.provisioning(NOW)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void countries_currencies_languages_and_zones_must_exist() {
    assertThat(wish("uy", "UYU", "es-UY", "America/Montevideo").errors())
        .containsOnlyKeys("country");
    assertThat(wish("XX", "UYU", "es-UY", "America/Montevideo").errors())
        .containsOnlyKeys("country");
    assertThat(wish("CO", "PESO", "es-CO", "America/Bogota").errors()).containsOnlyKeys("currency");
    assertThat(wish("CO", "COP", "spanish", "America/Bogota").errors()).containsOnlyKeys("locale");
    assertThat(wish("CO", "COP", "es_CO", "America/Bogota").errors()).containsOnlyKeys("locale");
    assertThat(wish("CO", "COP", "es-CO", "Bogota").errors()).containsOnlyKeys("time_zone");
    assertThat(wish("CO", "COP", "es-CO", null).errors()).containsOnlyKeys("time_zone");
  }

  private static NewTenant wish(
      String country, String currency, String locale, @Nullable String zone) {
    return new NewTenant(
        new TenantId("acme"), " Acme ", country, currency, locale, zone, null, null, null);
  }
}
