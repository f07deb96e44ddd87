package dev.batuta.quote.quoting;

import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.quote.catalogue.Catalogues;
import dev.batuta.quote.document.QuoteDocument;
import dev.batuta.quote.pricing.PriceEngine;
import dev.batuta.quote.pricing.PriceLookup;
import dev.batuta.quote.quote.QuoteStore;
import dev.batuta.quote.quote.Quotes;
import dev.batuta.quote.tax.TaxTable;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.messaging.MessagePublisher;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuoteProperties.class)
class QuotingConfiguration {
  @Bean
  TaxTable taxTable() {
    return TaxTable.shipped();
  }

  @Bean
  PriceLookup priceLookup(TaxTable taxes) {
    return new PriceLookup(taxes);
  }

  @Bean
  QuoteAnnouncements quoteAnnouncements(
      QuoteStore store, MessagePublisher publisher, ServiceIdentity identity) {
    return new QuoteAnnouncements(
        store,
        event ->
            publisher.publish(
                TopicName.of("quote", TopicKind.EVENTS, event.tenantId()),
                event.quoteId().toString(),
                event),
        work -> Thread.ofVirtual().start(work));
  }

  @Bean
  Quoting quoting(
      Catalogues catalogues,
      TaxTable taxes,
      Quotes quotes,
      TenantDirectory tenants,
      QuoteAnnouncements announcements,
      InstantSource clock,
      MeterRegistry meters) {
    return new Quoting(
        catalogues::find, new PriceEngine(taxes), quotes, tenants, announcements, clock, meters);
  }

  @Bean
  QuoteDocuments quoteDocuments(
      TenantDirectory tenants, MeterRegistry meters, QuoteProperties properties) {
    return new QuoteDocuments(
        new QuoteDocument(),
        tenants,
        meters,
        properties.documentsAtOnce(),
        properties.documentWait());
  }
}
