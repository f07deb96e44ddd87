package dev.batuta.gateway.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may take.
 *
 * @param responseTimeout until a service begins to answer; an answer that has begun, such as an
 *     event stream, may last; positive
 * @param nextRead until the next part of a request must have come; positive
 * @param wholeRequest until a request must have come whole; positive
 * @param bodyLimit largest body in general
 * @param payloadBodyLimit largest body of a submitted task: its payload may have 8 MB
 * @param webhookBodyLimit largest body of a webhook: Meta sends up to 3 MB in one batch
 */
@ConfigurationProperties("batuta.gateway")
record RouteProperties(
    @DefaultValue("35s") Duration responseTimeout,
    @DefaultValue("30s") Duration nextRead,
    @DefaultValue("60s") Duration wholeRequest,
    @DefaultValue("1MB") DataSize bodyLimit,
    @DefaultValue("9MB") DataSize payloadBodyLimit,
    @DefaultValue("3MB") DataSize webhookBodyLimit) {
  RouteProperties {
    if (!responseTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "batuta.gateway.response-timeout must be positive, was " + responseTimeout);
    }
  }
}
