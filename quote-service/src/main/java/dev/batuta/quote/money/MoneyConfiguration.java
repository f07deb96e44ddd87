package dev.batuta.quote.money;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JacksonModule;

@Configuration(proxyBeanMethods = false)
class MoneyConfiguration {
  /** HTTP bodies name currencies too. */
  @Bean
  JacksonModule moneyModule() {
    return MoneyJson.module();
  }
}
