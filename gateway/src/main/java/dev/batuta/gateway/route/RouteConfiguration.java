package dev.batuta.gateway.route;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes, and how long the gateway waits on either side. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {
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
  NettyServerCustomizer slowCallers(RouteProperties properties) {
    return server ->
        server.readTimeout(properties.nextRead()).requestTimeout(properties.wholeRequest());
  }
}
