package dev.batuta.gateway.route;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the services listen; the defaults are those of {@code platform.yml}. */
@ConfigurationProperties("batuta.services")
public record ServiceAddresses(
    @DefaultValue("http://127.0.0.1:8001") URI orchestrator,
    @DefaultValue("http://127.0.0.1:8002") URI agentManagement,
    @DefaultValue("http://127.0.0.1:8003") URI conversation,
    @DefaultValue("http://127.0.0.1:8004") URI quote) {

  /** Address of a service, without a path. */
  public URI of(Destination service) {
    return switch (service) {
      case ORCHESTRATOR -> orchestrator;
      case AGENT_MANAGEMENT -> agentManagement;
      case CONVERSATION -> conversation;
      case QUOTE -> quote;
    };
  }
}
