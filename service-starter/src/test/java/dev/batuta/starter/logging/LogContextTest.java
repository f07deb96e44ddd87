package dev.batuta.starter.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class LogContextTest {
  @Test
  void an_inner_context_leaves_the_outer_one_as_it_was() {
    try (var _ = LogContext.service("orchestrator")) {
      try (var _ = LogContext.service("orchestrator").with(LogContext.TASK_ID, "7")) {
        assertThat(MDC.get(LogContext.TASK_ID)).isEqualTo("7");
      }

      assertThat(MDC.get(LogContext.SERVICE)).isEqualTo("orchestrator");
      assertThat(MDC.get(LogContext.TASK_ID)).isNull();
    }
    assertThat(MDC.get(LogContext.SERVICE)).isNull();
  }
}
