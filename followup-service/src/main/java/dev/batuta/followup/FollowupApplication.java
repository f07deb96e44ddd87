package dev.batuta.followup;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the followup service: an agent that so far answers {@code ping} only. */
@SpringBootApplication
public class FollowupApplication {
  /** Runs it as a process of its own. */
  public static void main(String[] args) {
    BatutaService.run(FollowupApplication.class, "followup-service", args);
  }
}
