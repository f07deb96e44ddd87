package dev.batuta.starter.problem;

import dev.batuta.starter.tracing.Traces;
import dev.batuta.starter.tracing.TracingConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Gives every service the same error answers. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration(after = TracingConfiguration.class)
@Import(ProblemAdvice.class)
public class ProblemConfiguration {
  @Bean
  Problems problems(Traces traces) {
    return new Problems(traces);
  }
}
