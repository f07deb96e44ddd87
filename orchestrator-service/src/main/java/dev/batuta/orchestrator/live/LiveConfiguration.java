package dev.batuta.orchestrator.live;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
  private static final Duration LOOK = Duration.ofSeconds(5);

  @Bean
  RedisFanout redisFanout(StringRedisTemplate redis, RedisMessageListenerContainer container) {
    return new RedisFanout(redis, container, LOOK);
  }

  @Bean
  LiveUpdates liveUpdates(RedisFanout fanout) {
    return fanout.updates();
  }
}
