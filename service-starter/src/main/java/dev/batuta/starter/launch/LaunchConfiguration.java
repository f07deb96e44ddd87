package dev.batuta.starter.launch;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.InstanceId;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;

/** The service's identity and the JSON form of its HTTP bodies. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration(
    beforeName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
public class LaunchConfiguration {
  @Bean
  ServiceIdentity serviceIdentity(
      @Value("${spring.application.name}") String name,
      @Value("${batuta.version:development}") String version,
      RandomGenerator random) {
    byte[] suffix = new byte[3];
    random.nextBytes(suffix);
    String service = ServiceIdentity.shortName(name);
    return new ServiceIdentity(
        service, new InstanceId(service + "-" + HexFormat.of().formatHex(suffix)), version);
  }

  @Bean
  JsonMapperBuilderCustomizer contractJson() {
    return ContractJson::configure;
  }
}
