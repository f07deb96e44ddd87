package dev.batuta.quote.testing;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.quote.Customer;
import dev.batuta.quote.quote.Quote;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;

/** Quotes of the demo tenants for invented customers. */
public final class DemoQuotes {
  /** Ten in the morning in Montevideo. */
  public static final Instant NOON = Instant.parse("2026-11-20T13:00:00Z");

  /** Nobody real. */
  public static final Customer PAULA =
      new Customer("Paula Núñez", "+59899111222", "paula@example.com", "4.567.890-5", "Maldonado");

  private DemoQuotes() {}

  /** A draft of the construction tenant for one wall. */
  public static Quote draft() {
    return draft(Demo.BMC, "es-UY", PAULA, wall());
  }

  /** A draft of a tenant. */
  public static Quote draft(
      Catalogue catalogue, String language, Customer customer, Item... items) {
    return Quote.draft(
        new QuoteId(UUID.randomUUID()),
        catalogue.tenantId(),
        customer,
        new SessionId("sess_demo"),
        language,
        Demo.request(items),
        Demo.priced(catalogue, items),
        catalogue.validityDays(),
        ZoneId.of(catalogue.country().equals("UY") ? "America/Montevideo" : "America/Bogota"),
        Objects.requireNonNull(catalogue.terms().get(language.substring(0, 2))),
        NOON);
  }

  /** A draft of any tenant, made at some moment in some conversation. */
  public static Quote draft(TenantId tenant, SessionId session, Instant madeAt) {
    Quote wall = draft();
    return Quote.draft(
        wall.id(),
        tenant,
        PAULA,
        session,
        wall.language(),
        wall.request(),
        wall.priced(),
        10,
        wall.timeZone(),
        wall.terms(),
        madeAt);
  }

  /** Six by four metres of isopanel. */
  public static Item wall() {
    return Demo.item("isopanel").thick("100").longer("6").wide("4").colour("blanco");
  }
}
