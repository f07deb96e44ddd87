package dev.batuta.gateway.route;

import dev.batuta.gateway.problem.GatewayRefusal;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * Sends a request to one of the service's instances, and to the next when that one surely did not
 * get it: no connection was made. A reading request goes on also when the answer did not come. It
 * stands inside the circuit breaker, which sees one call however many instances were tried.
 */
@Component
@Order(20_100)
final class InstanceFilter implements GlobalFilter {
  private final Map<Destination, InstanceTurns> turns = new EnumMap<>(Destination.class);

  InstanceFilter(ServiceAddresses addresses) {
    for (Destination service : Destination.values()) {
      turns.put(service, new InstanceTurns(addresses.all(service), System::nanoTime));
    }
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    InstanceTurns instances = Destination.named(route.getId()).map(turns::get).orElse(null);
    if (instances == null) {
      return chain.filter(exchange);
    }
    return attempt(exchange, chain, instances, instances.order(), 0);
  }

  private static Mono<Void> attempt(
      ServerWebExchange exchange,
      GatewayFilterChain chain,
      InstanceTurns instances,
      List<URI> order,
      int place) {
    URI instance = order.get(place);
    URI wanted = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
    exchange
        .getAttributes()
        .put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, at(instance, wanted));
    return chain
        .filter(exchange)
        .onErrorResume(failure -> {
          if (failure instanceof GatewayRefusal || failure instanceof AbortedException) {
            // The caller's doing.
            return Mono.error(failure);
          }
          instances.failed(instance);
          if (place + 1 == order.size()
              || exchange.getResponse().isCommitted()
              || !mayGoOn(exchange, failure)) {
            return Mono.error(failure);
          }
          ServerWebExchangeUtils.reset(exchange);
          exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
          return attempt(exchange, chain, instances, order, place + 1);
        });
  }

  /** Whether another instance may be asked without doing twice what was asked once. */
  private static boolean mayGoOn(ServerWebExchange exchange, Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || HttpMethod.GET.equals(exchange.getRequest().getMethod());
  }

  private static URI at(URI instance, URI wanted) {
    return UriComponentsBuilder.fromUri(wanted)
        .scheme(instance.getScheme())
        .host(instance.getHost())
        .port(instance.getPort())
        .build(true)
        .toUri();
  }
}
