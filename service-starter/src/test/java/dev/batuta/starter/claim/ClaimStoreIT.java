package dev.batuta.starter.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.store.MongoFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@WithInfrastructure
final class ClaimStoreIT {
  private static final int INLINE = 256 * 1024;
  private static final int LARGEST = 8 * 1024 * 1024;
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("somebody-else");
  private static final Duration KEPT = Duration.ofDays(30);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2126-03-02T12:00:00Z"));
  private final MongoFixture mongo;
  private final ClaimStore claims;

  ClaimStoreIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "claims-" + UUID.randomUUID());
    claims = new ClaimStore(mongo.template(), now::get, INLINE, LARGEST, KEPT);
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void a_small_value_travels_by_itself() {
    JsonNode small = textOf(INLINE - 100);

    assertThat(claims.keep(ACME, small)).isSameAs(small);
    assertThat(claims.fetch(ACME, small)).isEqualTo(new Fetched.Value(small));
    assertThat(stored()).isEmpty();
  }

  @Test
  void a_large_value_comes_back_as_it_was_kept() {
    JsonNode large = textOf(3_500_000);

    JsonNode reference = claims.keep(ACME, large);

    assertThat(reference.size()).isEqualTo(3);
    assertThat(reference.path("bytes").intValue()).isEqualTo(claims.sizeOf(large));
    assertThat(reference.path("sha256").stringValue()).matches("[0-9a-f]{64}");
    assertThat(claims.fetch(ACME, reference)).isEqualTo(new Fetched.Value(large));
    assertThat(stored()).hasSize(4);
  }

  @Test
  void another_tenant_cannot_fetch_it() {
    JsonNode reference = claims.keep(ACME, textOf(300_000));

    assertThat(claims.fetch(OTHER, reference))
        .isEqualTo(new Fetched.Missing(reference.path("claim").stringValue()));
  }

  @Test
  void a_claim_that_nobody_kept_is_missing() {
    JsonNode invented = new Claim("ab".repeat(32), 300_000, "ab".repeat(32)).json();

    assertThat(claims.fetch(ACME, invented)).isEqualTo(new Fetched.Missing("ab".repeat(32)));
  }

  @Test
  void a_value_that_lost_a_part_is_missing_until_it_is_kept_again() {
    JsonNode large = textOf(3_500_000);
    JsonNode reference = claims.keep(ACME, large);
    mongo.template().remove(query(where("part").is(2)), "claims");

    Fetched damaged = claims.fetch(ACME, reference);
    var _ = claims.keep(ACME, large);

    assertThat(damaged).isInstanceOf(Fetched.Missing.class);
    assertThat(claims.fetch(ACME, reference)).isEqualTo(new Fetched.Value(large));
  }

  @Test
  void a_value_kept_twice_is_stored_once_and_lives_longer() {
    JsonNode large = textOf(1_500_000);
    JsonNode first = claims.keep(ACME, large);
    now.updateAndGet(at -> at.plus(Duration.ofDays(10)));

    JsonNode second = claims.keep(ACME, large);

    assertThat(second).isEqualTo(first);
    assertThat(stored())
        .hasSize(2)
        .allSatisfy(chunk ->
            assertThat(chunk.getDate("expires_at")).isEqualTo(Date.from(now.get().plus(KEPT))));
  }

  @Test
  void a_value_beyond_the_bound_is_refused() {
    assertThatThrownBy(() -> claims.keep(ACME, textOf(LARGEST + 1)))
        .isInstanceOf(ClaimTooLargeException.class)
        .hasMessageContaining("8388608");
  }

  private List<Document> stored() {
    return mongo.template().findAll(Document.class, "claims");
  }

  private static JsonNode textOf(int length) {
    return JsonNodeFactory.instance.objectNode().put("text", "ñ".repeat(length / 2));
  }
}
