package dev.batuta.gateway;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The gateway: authentication, limits, circuit breakers and routing before all services. It is
 * reactive and therefore stands apart from the services' starter.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class GatewayApplication {
  /** Its name, also of its settings. */
  public static final String NAME = "gateway";

  /** Used where {@code platform.yml} does not set another: a gateway that runs by itself. */
  private static final Map<String, Object> ALONE =
      Map.of(
          "logging.structured.format.console",
          "logstash",
          "logging.structured.json.add.service",
          NAME,
          "logging.structured.json.exclude",
          "@version,level_value,thread_name,tags",
          "logging.structured.json.rename[@timestamp]",
          "timestamp",
          "logging.structured.json.rename[logger_name]",
          "logger",
          "logging.structured.json.rename[traceId]",
          "trace_id",
          "logging.structured.json.rename[stack_trace]",
          "error",
          "logging.level.root",
          "INFO",
          "logging.level.org.springframework",
          "WARN");

  /** Starts the gateway. */
  public static void main(String[] args) {
    var _ = builder(Map.of()).run(args);
  }

  /**
   * A gateway ready to run, with further defaults.
   *
   * @param defaults settings that files, environment and command line may override
   */
  public static SpringApplicationBuilder builder(Map<String, Object> defaults) {
    Map<String, Object> all = new HashMap<>(ALONE);
    all.putAll(defaults);
    all.put("spring.config.name", "platform," + NAME);
    all.put("spring.application.name", NAME);
    return new SpringApplicationBuilder(GatewayApplication.class).properties(all);
  }
}
