package dev.batuta.conversation.channel;

import dev.batuta.agent.once.OnceStore;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.conversation.history.MessageStore;
import dev.batuta.starter.security.SecretSeal;
import dev.batuta.starter.security.ServiceCalls;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WhatsAppProperties.class)
class ChannelConfiguration {
  @Bean
  SecretSeal channelTokens(
      @Value("${batuta.security.encryption-key}") String key, RandomGenerator random) {
    return new SecretSeal(key, "channel tokens", random);
  }

  @Bean
  TaskHandler deliverHandler(
      ChannelStore channels,
      SandboxStore sandbox,
      WhatsAppProperties properties,
      ServiceCalls calls,
      SecretSeal channelTokens,
      OnceStore once,
      MessageStore messages,
      InstantSource clock,
      @Value("${batuta.services.quote}") String quoteService) {
    return new DeliverHandler(
        channels,
        Map.of(
            Channel.Mode.SANDBOX,
            new SandboxSender(sandbox, clock),
            Channel.Mode.CLOUD,
            new CloudApiSender(properties, calls, quoteService, channelTokens)),
        once,
        messages,
        clock);
  }
}
