package dev.batuta.orchestrator;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the orchestrator. */
@SpringBootApplication
public class OrchestratorApplication {
  /** Runs it as a process of its own. */
  public static void main(String[] args) {
    BatutaService.run(OrchestratorApplication.class, "orchestrator-service", args);
  }
}
