package dev.batuta.management;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service of tenants, API keys and tokens. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class AgentManagementApplication {
  /** Full name of the service, also of its settings. */
  public static final String NAME = "agent-management-service";

  /** Starts the service. */
  public static void main(String[] args) {
    var _ = BatutaService.run(AgentManagementApplication.class, NAME, args);
  }
}
