package dev.batuta.orchestrator.chat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a caller waits.
 *
 * @param answerTimeout until the answer; positive
 */
@ConfigurationProperties("orchestrator.chat")
record ChatProperties(@DefaultValue("30s") Duration answerTimeout) {
  ChatProperties {
    if (!answerTimeout.isPositive()) {
      throw new IllegalArgumentException("orchestrator.chat.answer-timeout must be positive");
    }
  }
}
