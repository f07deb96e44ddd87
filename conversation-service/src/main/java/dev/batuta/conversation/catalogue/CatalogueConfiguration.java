package dev.batuta.conversation.catalogue;

import dev.batuta.starter.security.ServiceCalls;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {
  @Bean
  ProductVocabularies productVocabularies(
      ServiceCalls calls, @Value("${batuta.services.quote}") String quoteService) {
    return new ProductVocabularies(calls, quoteService);
  }
}
