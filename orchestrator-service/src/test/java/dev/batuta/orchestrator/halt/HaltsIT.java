package dev.batuta.orchestrator.halt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantHalt;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.messaging.KafkaFixture;
import dev.batuta.starter.messaging.WholeTopic;
import dev.batuta.starter.store.MongoFixture;
import dev.batuta.starter.tenant.TenantHalts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithInfrastructure
final class HaltsIT {
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00.123456Z");

  private final TenantId tenant =
      new TenantId("test-" + UUID.randomUUID().toString().substring(0, 18));
  private final KafkaFixture kafka;
  private final MongoFixture mongo;
  private final HaltStore store;

  HaltsIT(EmbeddedInfrastructure infrastructure) {
    kafka = new KafkaFixture(infrastructure.kafkaBootstrap(), "orchestrator");
    kafka.topics().createPlatform();
    mongo = new MongoFixture(infrastructure.mongoUri(), "halts-" + UUID.randomUUID());
    store = new HaltStore(mongo.template());
  }

  @AfterEach
  void close() {
    mongo.close();
    kafka.close();
  }

  @Test
  void an_order_holds_at_once_here_is_announced_and_is_known_after_a_restart() {
    Queue<TenantHalt> heard = new ConcurrentLinkedQueue<>();
    try (WholeTopic<TenantHalt> feed =
        new WholeTopic<>(
            TopicCatalog.PLATFORM_HALTS,
            TenantHalt.class,
            heard::add,
            kafka.messaging(),
            "orchestrator")) {
      feed.start();
      Halts here = halts(NOON);

      HaltState stored = here.order(tenant, true, "prices are wrong", "somebody");

      assertThat(here.halted(tenant)).isTrue();
      assertThat(here.lifted(tenant)).isEmpty();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> heard.stream().anyMatch(order -> order.equals(stored.order())));
    }
    Halts restarted = halts(NOON);
    assertThat(restarted.halted(tenant)).isFalse();
    restarted.check();
    assertThat(restarted.halted(tenant)).isTrue();
    assertThat(store.find(tenant).orElseThrow().announced()).isTrue();
  }

  @Test
  void orders_follow_each_other_even_where_clocks_do_not() {
    Halts early = halts(NOON);
    Halts late = halts(NOON.minusSeconds(60));

    early.order(tenant, true, null, "somebody");
    HaltState same = early.order(tenant, true, "again", "somebody else");
    HaltState lifted = late.order(tenant, false, null, "somebody");
    early.check();

    assertThat(same.by()).as("the first order stands").isEqualTo("somebody");
    assertThat(lifted.since()).isAfter(same.since());
    assertThat(early.halted(tenant)).isFalse();
    assertThat(early.lifted(tenant)).contains(lifted.since());
  }

  private Halts halts(Instant now) {
    return new Halts(store, new TenantHalts(), kafka.publisher(), InstantSource.fixed(now));
  }
}
