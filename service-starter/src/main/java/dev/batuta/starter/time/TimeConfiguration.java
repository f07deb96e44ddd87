package dev.batuta.starter.time;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** The real sources of time, ids and randomness; a test puts its own in their place. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration
public class TimeConfiguration {
  @Bean
  @ConditionalOnMissingBean
  InstantSource instantSource() {
    // MongoDB keeps milliseconds: an instant is the same before and after it was stored.
    return Clock.tickMillis(ZoneOffset.UTC);
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
