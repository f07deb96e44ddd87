package dev.batuta.quote;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the quote service. */
@SpringBootApplication
public class QuoteApplication {
  /** Runs it as a process of its own. */
  public static void main(String[] args) {
    var _ = BatutaService.run(QuoteApplication.class, "quote-service", args);
  }
}
