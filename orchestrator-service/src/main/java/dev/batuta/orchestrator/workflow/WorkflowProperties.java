package dev.batuta.orchestrator.workflow;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How runs are looked after.
 *
 * @param checkInterval how often the monitor looks for what is due; positive
 */
@ConfigurationProperties("orchestrator.workflow")
record WorkflowProperties(@DefaultValue("250ms") Duration checkInterval) {
  WorkflowProperties {
    if (!checkInterval.isPositive()) {
      throw new IllegalArgumentException("orchestrator.workflow.check-interval must be positive");
    }
  }
}
