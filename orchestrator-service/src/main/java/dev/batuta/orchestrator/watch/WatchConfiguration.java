package dev.batuta.orchestrator.watch;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(WatchProperties.class)
class WatchConfiguration {
  static final String PATH = "/ws/task_updates";

  @Bean
  KeyExchange keyExchange(WatchProperties properties) {
    return new HttpKeyExchange(properties.tokenExchangeUri());
  }

  /**
   * Any origin: a page brings its credentials in its first message, and a browser adds none by
   * itself, so a foreign page gains nothing by connecting.
   */
  @Bean
  WebSocketConfigurer taskSocketPath(TaskSockets sockets) {
    return registry -> registry.addHandler(sockets, PATH).setAllowedOriginPatterns("*");
  }
}
