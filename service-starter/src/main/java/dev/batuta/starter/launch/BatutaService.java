package dev.batuta.starter.launch;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts one service. Settings come from {@code platform.yml} and {@code <service>.yml}: there is
 * no {@code application.yml}, of which only one would be read where several services share a class
 * path.
 */
public final class BatutaService {
  private BatutaService() {}

  /**
   * Starts a service and returns when it accepts requests.
   *
   * @param application its configuration class, in the service's own root package
   * @param name its full name, for example {@code quote-service}; also the name of its settings
   * @param args command line, wins over all other settings
   */
  public static ConfigurableApplicationContext run(
      Class<?> application, String name, String... args) {
    return builder(application, name, Map.of()).run(args);
  }

  /**
   * A service ready to run, with further defaults.
   *
   * @param defaults settings that files, environment and command line may override
   */
  public static SpringApplicationBuilder builder(
      Class<?> application, String name, Map<String, Object> defaults) {
    Map<String, Object> all = new HashMap<>(defaults);
    all.put("spring.config.name", "platform," + name);
    all.put("spring.application.name", name);
    return new SpringApplicationBuilder(application).properties(all);
  }
}
