package dev.batuta.conversation;

import dev.batuta.starter.launch.BatutaService;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the conversation service. */
@SpringBootApplication
public class ConversationApplication {
  /** Runs it as a process of its own. */
  public static void main(String[] args) {
    BatutaService.run(ConversationApplication.class, "conversation-service", args);
  }
}
