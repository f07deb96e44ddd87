package dev.batuta.starter.claim;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Keeps large values of every service that has MongoDB. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration(
    afterName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@EnableConfigurationProperties(ClaimProperties.class)
public class ClaimConfiguration {
  @Bean
  @ConditionalOnBean(MongoTemplate.class)
  ClaimStore claimStore(MongoTemplate mongo, InstantSource clock, ClaimProperties properties) {
    return new ClaimStore(
        mongo,
        clock,
        Math.toIntExact(properties.inline().toBytes()),
        Math.toIntExact(properties.largest().toBytes()),
        properties.kept());
  }
}
