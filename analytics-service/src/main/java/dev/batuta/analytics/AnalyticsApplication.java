package dev.batuta.analytics;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the analytics service: an agent that so far answers {@code ping} only. */
@SpringBootApplication
public class AnalyticsApplication {
  /** Runs it as a process of its own. */
  public static void main(String[] args) {
    BatutaService.run(AnalyticsApplication.class, "analytics-service", args);
  }
}
