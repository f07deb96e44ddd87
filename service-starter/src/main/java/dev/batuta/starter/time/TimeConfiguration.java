package dev.batuta.starter.time;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.client.MongoClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The real sources of time, ids and randomness; a test puts its own in their place. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration
@EnableConfigurationProperties(TimeProperties.class)
public class TimeConfiguration {
  private static final Logger log = LoggerFactory.getLogger(TimeConfiguration.class);

  @Bean
  @ConditionalOnMissingBean
  InstantSource instantSource(
      TimeProperties properties,
      ObjectProvider<MongoClient> mongo,
      @Value("${spring.application.name:service}") String service) {
    InstantSource machine = machine(properties.offset());
    MongoClient database = mongo.getIfAvailable();
    return database == null
        ? machine
        : new CommonClock(
            machine,
            () ->
                database
                    .getDatabase("admin")
                    .runCommand(new Document("hello", 1))
                    .getDate("localTime")
                    .toInstant(),
            properties,
            service);
  }

  private static InstantSource machine(Duration offset) {
    // MongoDB keeps milliseconds: an instant is the same before and after it was stored.
    Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    if (offset.isZero()) {
      return clock;
    }
    log.atWarn()
        .addKeyValue("offset", offset)
        .log("batuta.clock.offset is set: this process has a wrong clock on purpose");
    return Clock.offset(clock, offset);
  }

  @Bean
  @ConditionalOnMissingBean
  IdSource idSource() {
    return UuidCreator::getTimeOrderedEpoch;
  }

  @Bean
  @ConditionalOnMissingBean
  RandomGenerator randomGenerator() {
    return new SecureRandom();
  }
}
