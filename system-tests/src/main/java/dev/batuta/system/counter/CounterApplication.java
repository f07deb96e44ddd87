package dev.batuta.system.counter;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The counter agent. It stands in the place of the analytics service, whose topics every tenant
 * has.
 */
@SpringBootApplication
public class CounterApplication {
  /** Its agent id. */
  public static final String AGENT = "counter_agent";

  /** Short name of the service in whose place it stands: the first part of its topics. */
  public static final String SERVICE = "analytics";

  /** Runs it as a process of its own. */
  public static void main(String[] args) {
    BatutaService.run(CounterApplication.class, SERVICE + "-service", args);
  }
}
