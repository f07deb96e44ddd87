package dev.batuta.quote.catalogue;

import dev.batuta.contracts.TenantId;
import dev.batuta.quote.money.MoneyJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Catalogues as JSON files, among them those of the demo tenants. */
public final class CatalogueFile {
  private static final List<String> DEMO_TENANTS = List.of("bmc-uruguay", "tienda-colombia");

  private CatalogueFile() {}

  /**
   * Reads one catalogue.
   *
   * @throws IllegalArgumentException if it is not JSON of that form or does not fit together
   */
  public static Catalogue read(InputStream in) {
    try {
      return MoneyJson.mapper().readValue(in, Catalogue.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a catalogue: " + e.getMessage(), e);
    }
  }

  /** The catalogue that ships for a demo tenant; empty for any other tenant. */
  public static Optional<Catalogue> demo(TenantId tenant) {
    if (!DEMO_TENANTS.contains(tenant.value())) {
      return Optional.empty();
    }
    String resource = "/catalogue/" + tenant + ".json";
    try (InputStream in = CatalogueFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the catalogue " + resource + " is not on the class path");
      }
      return Optional.of(read(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue " + resource + " is not readable", e);
    }
  }
}
