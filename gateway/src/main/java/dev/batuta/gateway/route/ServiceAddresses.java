package dev.batuta.gateway.route;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services listen; the defaults are those of {@code platform.yml}. A service that runs
 * more than once has its addresses separated by commas.
 *
 * @param orchestrator at least one
 * @param agentManagement at least one; keys are exchanged at the first
 * @param conversation at least one
 * @param quote at least one
 */
@ConfigurationProperties("batuta.services")
public record ServiceAddresses(
    @DefaultValue("http://127.0.0.1:8001") List<URI> orchestrator,
    @DefaultValue("http://127.0.0.1:8002") List<URI> agentManagement,
    @DefaultValue("http://127.0.0.1:8003") List<URI> conversation,
    @DefaultValue("http://127.0.0.1:8004") List<URI> quote) {
  public ServiceAddresses {
    orchestrator = checked("orchestrator", orchestrator);
    agentManagement = checked("agent-management", agentManagement);
    conversation = checked("conversation", conversation);
    quote = checked("quote", quote);
  }

  private static List<URI> checked(String service, List<URI> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "batuta.services." + service + " must name at least one address");
    }
    return List.copyOf(addresses);
  }

  /** All addresses of a service, without a path; at least one. */
  public List<URI> all(Destination service) {
    return switch (service) {
      case ORCHESTRATOR -> orchestrator;
      case AGENT_MANAGEMENT -> agentManagement;
      case CONVERSATION -> conversation;
      case QUOTE -> quote;
    };
  }

  /** The first address of a service, without a path. */
  public URI of(Destination service) {
    return all(service).getFirst();
  }
}
