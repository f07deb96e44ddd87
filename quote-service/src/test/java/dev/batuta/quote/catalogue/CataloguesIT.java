package dev.batuta.quote.catalogue;

import static dev.batuta.quote.testing.DemoQuotes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.quote.testing.Demo;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

@WithInfrastructure
final class CataloguesIT {
  private static final TenantId BMC = Demo.BMC.tenantId();

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  @Test
  void another_instance_sees_a_new_catalogue_within_two_seconds(
      EmbeddedInfrastructure infrastructure, TenantId fresh) {
    try (MongoClient client = MongoClients.create(infrastructure.mongoUri())) {
      var store = new CatalogueStore(new MongoTemplate(client, fresh.value()));
      var one = new Catalogues(store, now::get);
      var other = new Catalogues(store, now::get);
      assertThat(other.find(BMC)).isEmpty();

      assertThat(one.put(Demo.BMC)).isTrue();

      assertThat(one.find(BMC)).contains(Demo.BMC);
      assertThat(other.find(BMC)).isEmpty();
      now.updateAndGet(instant -> instant.plusSeconds(2));
      assertThat(other.find(BMC)).contains(Demo.BMC);
      assertThat(one.nextRevision(BMC)).isEqualTo(2);
      assertThat(one.nextRevision(fresh)).isEqualTo(1);
      client.getDatabase(fresh.value()).drop();
    }
  }

  @Test
  void of_two_that_replace_the_same_catalogue_one_is_refused(
      EmbeddedInfrastructure infrastructure, TenantId fresh) {
    try (MongoClient client = MongoClients.create(infrastructure.mongoUri())) {
      var catalogues =
          new Catalogues(new CatalogueStore(new MongoTemplate(client, fresh.value())), now::get);

      assertThat(catalogues.put(revision(1))).isTrue();
      assertThat(catalogues.put(revision(1))).isFalse();
      assertThat(catalogues.put(revision(3))).isFalse();
      assertThat(catalogues.put(revision(2))).isTrue();
      assertThat(catalogues.put(revision(2))).isFalse();
      client.getDatabase(fresh.value()).drop();
    }
  }

  private static Catalogue revision(long revision) {
    Catalogue bmc = Demo.BMC;
    return new Catalogue(
        bmc.tenantId(),
        revision,
        bmc.note(),
        bmc.country(),
        bmc.quoteCurrency(),
        bmc.pricesIncludeTax(),
        bmc.numberPrefix(),
        bmc.validityDays(),
        bmc.terms(),
        bmc.families(),
        bmc.products());
  }
}
