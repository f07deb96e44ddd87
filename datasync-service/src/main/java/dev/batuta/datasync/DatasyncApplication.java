package dev.batuta.datasync;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the datasync service: an agent that so far answers {@code ping} only. */
@SpringBootApplication
public class DatasyncApplication {
  /** Runs it as a process of its own. */
  public static void main(String[] args) {
    BatutaService.run(DatasyncApplication.class, "datasync-service", args);
  }
}
