package dev.batuta.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.routing.AgentRouter;
import dev.batuta.starter.launch.BatutaService;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service starts whole, on real infrastructure. */
@WithInfrastructure
final class StartIT {
  private final EmbeddedInfrastructure infrastructure;

  StartIT(EmbeddedInfrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  @Test
  void the_orchestrator_starts_with_its_agents_and_router() {
    Map<String, Object> settings =
        Map.of(
            "server.port",
            0,
            "batuta.kafka.bootstrap-servers",
            infrastructure.kafkaBootstrap(),
            "spring.mongodb.uri",
            infrastructure.mongoUri(),
            "batuta.security.encryption-key",
            Base64.getEncoder().encodeToString(new byte[32]));

    try (ConfigurableApplicationContext context =
        BatutaService.builder(OrchestratorApplication.class, "orchestrator-service", Map.of())
            .run(
                settings.entrySet().stream()
                    .map(each -> "--" + each.getKey() + "=" + each.getValue())
                    .toArray(String[]::new))) {
      assertThat(context.getBean(AgentRegistry.class).agents()).isNotNull();
      assertThat(context.getBean(AgentRouter.class)).isNotNull();
    }
  }
}
