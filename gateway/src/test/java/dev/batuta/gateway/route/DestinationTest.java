package dev.batuta.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DestinationTest {
  @Test
  void each_route_leads_to_its_service() {
    assertThat(servicesOf("/chat/process")).containsExactly(Destination.ORCHESTRATOR);
    assertThat(servicesOf("/api/v1/tasks")).containsExactly(Destination.ORCHESTRATOR);
    assertThat(servicesOf("/api/v1/tasks/1/stream")).containsExactly(Destination.ORCHESTRATOR);
    assertThat(servicesOf("/api/v1/claims/0a1b")).containsExactly(Destination.ORCHESTRATOR);
    assertThat(servicesOf("/api/v1/tenants/acme/api-keys"))
        .containsExactly(Destination.AGENT_MANAGEMENT);
    assertThat(servicesOf("/api/v1/tenant")).containsExactly(Destination.AGENT_MANAGEMENT);
    assertThat(servicesOf("/webhooks/whatsapp")).containsExactly(Destination.CONVERSATION);
    assertThat(servicesOf("/api/v1/quotes/{quote_id}")).containsExactly(Destination.QUOTE);
  }

  @Test
  void internal_paths_lead_nowhere() {
    for (String path :
        List.of(
            "/internal/token-exchange",
            "/internal/service-tokens",
            "/oauth2/jwks",
            "/actuator/health",
            "/v3/api-docs",
            "/webhooks/other",
            "/chat",
            "/api/v1/taskss")) {
      assertThat(servicesOf(path)).as(path).isEmpty();
    }
  }

  private static List<Destination> servicesOf(String path) {
    return Arrays.stream(Destination.values()).filter(service -> service.serves(path)).toList();
  }
}
