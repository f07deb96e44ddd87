package dev.batuta.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.tenant.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@WithInfrastructure
final class WholeTopicIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void once_caught_up_it_knows_the_newest_state_of_every_key_and_then_hears_the_news(
      EmbeddedInfrastructure infrastructure, TenantId tenant) {
    TenantDirectory directory = new TenantDirectory();
    try (KafkaFixture kafka = new KafkaFixture(infrastructure.kafkaBootstrap(), "quote")) {
      kafka.topics().createPlatform();
      publish(kafka, describe(tenant, TenantStatus.PROVISIONING));
      kafka
          .publisher()
          .send(
              new ProducerRecord<>(TopicCatalog.PLATFORM_TENANTS, tenant.value(), new byte[] {'{'}))
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
      publish(kafka, describe(tenant, TenantStatus.ACTIVE));
      try (WholeTopic<TenantDescription> feed =
          new WholeTopic<>(
              TopicCatalog.PLATFORM_TENANTS,
              TenantDescription.class,
              directory::apply,
              kafka.messaging(),
              "quote")) {
        assertThat(feed.isCaughtUp()).isFalse();
        feed.start();

        assertThat(feed.awaitCaughtUp(PATIENCE)).isTrue();
        assertThat(directory.active()).contains(tenant);
        publish(kafka, describe(tenant, TenantStatus.SUSPENDED));
        await().atMost(PATIENCE).until(() -> !directory.active().contains(tenant));
        assertThat(directory.find(tenant)).isPresent();
      }
    }
  }

  private static void publish(KafkaFixture kafka, TenantDescription description) {
    kafka
        .publisher()
        .publish(TopicCatalog.PLATFORM_TENANTS, description.tenantId().value(), description, null)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static TenantDescription describe(TenantId tenant, TenantStatus status) {
    return new TenantDescription(
        tenant,
        "Techos del Este",
        "UY",
        "UYU",
        "es-UY",
        "America/Montevideo",
        status,
        Branding.PLAIN,
        TenantTier.PRO,
        BusinessHours.USUAL,
        Instant.parse("2026-03-02T12:00:00Z"));
  }
}
