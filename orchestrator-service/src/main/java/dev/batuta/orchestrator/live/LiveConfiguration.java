package dev.batuta.orchestrator.live;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
  @Bean
  RedisFanout redisFanout(StringRedisTemplate redis, RedisMessageListenerContainer container) {
    return new RedisFanout(redis, container);
  }

  @Bean
  LiveUpdates liveUpdates(RedisFanout fanout) {
    return fanout.updates();
  }
}
