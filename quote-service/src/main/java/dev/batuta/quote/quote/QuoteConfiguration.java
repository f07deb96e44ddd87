package dev.batuta.quote.quote;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class QuoteConfiguration {
  @Bean
  Quotes quotes(QuoteStore store, QuoteSequenceStore sequences, InstantSource clock) {
    return new Quotes(store, new QuoteNumbering(store, sequences), clock);
  }
}
