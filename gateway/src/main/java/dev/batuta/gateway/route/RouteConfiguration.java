package dev.batuta.gateway.route;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes, and how long the gateway waits on either side. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {
  private static final Duration NEXT_READ = Duration.ofSeconds(30);
  private static final Duration WHOLE_REQUEST = Duration.ofSeconds(60);

  @Bean
  RouteLocator serviceRoutes(
      RouteLocatorBuilder builder, ServiceAddresses addresses, RouteProperties properties) {
    RouteLocatorBuilder.Builder routes = builder.routes();
    for (Destination service : Destination.values()) {
      routes.route(
          service.word(),
          route ->
              route
                  .path(service.paths().toArray(String[]::new))
                  .metadata(
                      RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR,
                      properties.responseTimeout().toMillis())
                  .uri(addresses.of(service)));
    }
    return routes.build();
  }

  /** A caller that sends its request slowly does not hold a connection for ever. */
  @Bean
  NettyServerCustomizer slowCallers() {
    return server -> server.readTimeout(NEXT_READ).requestTimeout(WHOLE_REQUEST);
  }
}
