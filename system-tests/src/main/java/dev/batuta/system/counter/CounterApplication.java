package dev.batuta.system.counter;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The counter agent, of a service that no part of the platform names: as an outside developer
 * writes one. It makes its own topics.
 */
@SpringBootApplication
public class CounterApplication {
  /** Its agent id. */
  public static final String AGENT = "counter_agent";

  /** Short name of its service: the first part of its topics. */
  public static final String SERVICE = "counter";

  /** Runs it as a process of its own. */
  public static void main(String[] args) {
    BatutaService.run(CounterApplication.class, SERVICE + "-service", args);
  }
}
