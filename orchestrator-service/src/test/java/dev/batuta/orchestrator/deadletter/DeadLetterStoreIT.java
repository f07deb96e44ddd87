package dev.batuta.orchestrator.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.DeadLetter;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.store.MongoFixture;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithInfrastructure
final class DeadLetterStoreIT {
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");
  private static final TenantId ACME = new TenantId("acme");

  private final MongoFixture mongo;
  private final DeadLetterStore store;

  DeadLetterStoreIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "letters-" + UUID.randomUUID());
    store = new DeadLetterStore(mongo.template());
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void a_dead_letter_is_kept_once_with_whatever_headers_its_sender_chose() {
    DeadLetter letter = letter(ACME, 1, Map.of("trace.id", "x", "$where", "1", "", "empty"));

    store.keep(letter);
    store.keep(letter);

    assertThat(store.list(ACME, 10)).containsExactly(letter);
  }

  @Test
  void a_tenant_sees_its_own_newest_first() {
    store.keep(letter(ACME, 1, Map.of()));
    store.keep(letter(ACME, 2, Map.of()));
    store.keep(letter(new TenantId("other"), 3, Map.of()));

    assertThat(store.list(ACME, 10)).extracting(DeadLetter::offset).containsExactly(2L, 1L);
    assertThat(store.list(ACME, 1)).extracting(DeadLetter::offset).containsExactly(2L);
  }

  private static DeadLetter letter(TenantId tenant, long offset, Map<String, String> headers) {
    return new DeadLetter(
        tenant,
        "quote",
        "invented",
        "quote.tasks." + tenant,
        0,
        offset,
        null,
        "e29vcHM=",
        headers,
        NOON.plusSeconds(offset));
  }
}
